import { franc } from 'franc-min';

/** Below this, trigrams guess. */
const TELLING_CHARACTERS = 200;

/** What trigrams are counted in: more makes the guess no better. */
const SAMPLE_CHARACTERS = 5_000;

/**
 * The language of a text as BCP 47 (`en`, `pt-BR`).
 * @param declared what the document says, best first; what is no language tag is passed over
 */
export function languageOf(declared: readonly (string | null | undefined)[], text: string): string | null {
  for (const tag of declared) {
    const canonical = canonicalTag(tag);
    if (canonical) return canonical;
  }
  if (text.length < TELLING_CHARACTERS) return null;
  return canonicalTag(franc(text.slice(0, SAMPLE_CHARACTERS)));
}

function canonicalTag(tag: string | null | undefined): string | null {
  const candidate = tag?.trim().replaceAll('_', '-').slice(0, 35);
  if (!candidate || /^und(?:-|$)/i.test(candidate)) return null;
  try {
    return Intl.getCanonicalLocales(candidate)[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
