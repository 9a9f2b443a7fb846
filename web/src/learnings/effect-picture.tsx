import { describeRatio, placeOf } from './effect-scale.js';

interface EffectPictureProps {
  effect: number;
  interval: readonly number[];
  /** See reachOf. */
  reach: number;
}

/** An effect as a point with its interval, on an axis whose middle is "no difference". */
export function EffectPicture({ effect, interval: [low = effect, high = effect], reach }: EffectPictureProps) {
  const at = (ratio: number) => `${placeOf(ratio, reach)}%`;
  const [from, to] = [placeOf(low, reach), placeOf(high, reach)];
  const tone = low > 1 ? 'better' : high < 1 ? 'worse' : 'unsure';
  const ticks = [1 / reach, 1, reach];
  return (
    <svg
      className={`effect ${tone}`}
      width="100%"
      height={52}
      role="img"
      aria-label={`${describeRatio(effect)} the engagement of the other posts; with 95 % confidence ${describeRatio(low)} to ${describeRatio(high)}`}
    >
      <svg x="5%" width="90%" height={52} overflow="visible">
        <line className="axis" x1="0%" x2="100%" y1={20} y2={20} />
        <line className="no-effect" x1="50%" x2="50%" y1={4} y2={34} />
        <rect className="interval" x={`${from}%`} width={`${Math.max(0.5, to - from)}%`} y={14} height={12} rx={6} />
        <circle className="point" cx={at(effect)} cy={20} r={7} />
        {ticks.map((tick) => (
          <text key={tick} x={at(tick)} y={49} textAnchor="middle">
            {tick === 1 ? 'no difference' : tick < 1 ? `1/${reach}` : `${reach} ×`}
          </text>
        ))}
      </svg>
    </svg>
  );
}
