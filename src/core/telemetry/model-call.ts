import { metrics } from './metrics.js';
import { currentSpan, traced } from './tracing.js';

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
 * Asks a model, in a span of its own (OpenTelemetry's "gen_ai" attributes), and counts what the answer used.
 * @param model as the settings name it: servers may answer with any other name
 */
export async function observeModel<Answer>(
  operation: 'chat' | 'draw',
  model: string,
  ask: () => Promise<Answer>,
  useOf: (answer: Answer) => ModelUse,
): Promise<Answer> {
  const attributes = { 'gen_ai.operation.name': operation, 'gen_ai.request.model': model };
  return traced({ name: `${operation} ${model}`, kind: 'internal', attributes }, async () => {
    const answer = await ask();
    count(model, useOf(answer));
    return answer;
  });
}

function count(model: string, { usage, costMicroUsd }: ModelUse): void {
  if (usage) {
    const { inputTokens, outputTokens } = usage;
    currentSpan()?.note({ 'gen_ai.usage.input_tokens': inputTokens, 'gen_ai.usage.output_tokens': outputTokens });
    metrics.openAiTokens.inc({ model, kind: 'input' }, usage.inputTokens);
    metrics.openAiTokens.inc({ model, kind: 'cached_input' }, usage.cachedInputTokens);
    metrics.openAiTokens.inc({ model, kind: 'output' }, usage.outputTokens);
  }
  if (costMicroUsd !== null) metrics.openAiCost.inc({ model }, costMicroUsd / 1_000_000);
}
