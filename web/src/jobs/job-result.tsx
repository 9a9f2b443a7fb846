import { describeCount, platformName } from '../parts/describe.js';
import { OwnImage } from '../parts/own-image.js';
import { Value } from '../parts/value.js';

interface Variation {
  platform: string;
  content: string;
  characterCount: number;
}

/** What a job gave back; a picture as one, texts for platforms side by side, all else as it is named. */
export function JobResult({ result }: { result: Record<string, unknown> }) {
  const { imageUrl } = result;
  if (typeof imageUrl === 'string') {
    const rest = Object.entries(result).filter(([name]) => !name.endsWith('Url'));
    return (
      <>
        <OwnImage url={imageUrl} label="The generated image" />
        <Value value={Object.fromEntries(rest)} />
      </>
    );
  }
  const { variations, ...rest } = result;
  if (!Array.isArray(variations)) return <Value value={result} />;
  return (
    <>
      <ul className="texts">
        {(variations as Variation[]).map(({ platform, content, characterCount }) => (
          <li key={platform}>
            <header>
              <h3>{platformName(platform)}</h3>
              <span className="faint">{describeCount(characterCount)} characters</span>
            </header>
            <p className="text">{content}</p>
          </li>
        ))}
      </ul>
      <Value value={rest} />
    </>
  );
}
