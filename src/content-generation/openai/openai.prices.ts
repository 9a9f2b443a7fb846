/** US dollars a million tokens, which is millionths of a dollar a token. */
interface Price {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
}

/** Standard tier, prompts up to 272 000 tokens. Source: developers.openai.com/api/docs/pricing, November 2026. */
const PRICES: Readonly<Record<string, Price>> = {
  'gpt-5.5': { input: 5, cachedInput: 0.5, output: 30 },
  'gpt-5.4': { input: 2.5, cachedInput: 0.25, output: 15 },
  'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, output: 1.25 },
  // Text in, image out.
  'gpt-image-2': { input: 5, cachedInput: 1.25, output: 30 },
};

const SNAPSHOT_DATE = /-\d{4}-\d{2}-\d{2}$/;

/** What one call used, in tokens; the cached ones are part of the input. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
}

/**
 * What a call cost in millionths of a US dollar, rounded up.
 * @param model as the server named it, with or without the date of a snapshot
 * @returns null when the price or the usage is not known, never 0 in its stead
 */
export function costMicroUsd(model: string, usage: Usage | null): number | null {
  const name = model.replace(SNAPSHOT_DATE, '');
  const price = Object.hasOwn(PRICES, name) ? PRICES[name] : undefined;
  if (price === undefined || usage === null) return null;
  const freshTokens = usage.inputTokens - usage.cachedInputTokens;
  return Math.ceil(
    freshTokens * price.input + usage.cachedInputTokens * price.cachedInput + usage.outputTokens * price.output,
  );
}
