const letters: Record<string, string> = { TWITTER: 'X', LINKEDIN: 'in', FACEBOOK: 'f', INSTAGRAM: 'ig' };

/** A small sign of a platform, beside or instead of its name, which must be there for screen readers. */
export function PlatformMark({ platform }: { platform: string }) {
  return (
    <span className={`platform-mark ${platform.toLowerCase()}`} aria-hidden="true">
      {letters[platform] ?? '?'}
    </span>
  );
}
