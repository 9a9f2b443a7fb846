/** `GENERATE_CONTENT` → `Generate content`, `job.failed` → `Job failed`, `context-scraping` → `Context scraping`, `contextSourceId` → `Context source id` */
export function words(name: string): string {
  const text = name
    .replace(/[_.-]/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const platforms: Record<string, string> = {
  TWITTER: 'X',
  LINKEDIN: 'LinkedIn',
  FACEBOOK: 'Facebook',
  INSTAGRAM: 'Instagram',
};

/** A platform as people know it. */
export const platformName = (platform: string): string => platforms[platform] ?? words(platform);

/** Job types whose words alone are not what people say. */
const types: Record<string, string> = { SYNC_RSS: 'Sync RSS' };

/** A job type as people read it. */
export const typeName = (type: string): string => types[type] ?? words(type);

const count = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `12,345` */
export const describeCount = (n: number): string => count.format(n);

/** `12.3K` */
export const describeLarge = (n: number): string => (n < 10_000 ? count.format(n) : short.format(n));

/** Millionths of a US dollar, with cents, or more where there is less than one. */
export function describeCost(microUsd: number): string {
  const usd = microUsd / 1_000_000;
  const digits = usd !== 0 && usd < 0.1 ? 4 : 2;
  return `$${usd.toFixed(digits)}`;
}
