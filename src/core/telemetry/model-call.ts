import { metrics } from './metrics.js';

/** What an answer of a model used and cost; null where that is not known. */
export interface ModelUse {
  readonly usage: {
    readonly inputTokens: number;
    readonly cachedInputTokens: number;
    readonly outputTokens: number;
  } | null;
  /** Millionths of a US dollar. */
  readonly costMicroUsd: number | null;
}

/**
 * Asks a model, and counts what the answer used.
 * @param model as the settings name it: servers may answer with any other name
 */
export async function observeModel<Answer>(
  model: string,
  ask: () => Promise<Answer>,
  useOf: (answer: Answer) => ModelUse,
): Promise<Answer> {
  const answer = await ask();
  const { usage, costMicroUsd } = useOf(answer);
  if (usage) {
    metrics.openAiTokens.inc({ model, kind: 'input' }, usage.inputTokens);
    metrics.openAiTokens.inc({ model, kind: 'cached_input' }, usage.cachedInputTokens);
    metrics.openAiTokens.inc({ model, kind: 'output' }, usage.outputTokens);
  }
  if (costMicroUsd !== null) metrics.openAiCost.inc({ model }, costMicroUsd / 1_000_000);
  return answer;
}
