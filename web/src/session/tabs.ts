import type { Held } from './local-session.js';

/** Tabs of one browser that show this dashboard. What they say is kept by nobody. */
const CHANNEL = 'session';

/** How long a tab that was opened by another waits for its answer. */
const PATIENCE_MS = 200;

type Word = { ask: true } | { held: Held };

/** Asks the other tabs for a session, so that a link opened in a new tab is signed in, too. */
export function askOtherTabs(): Promise<Held | null> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL);
    const done = (held: Held | null) => {
      channel.close();
      resolve(held);
    };
    const timer = setTimeout(() => done(null), PATIENCE_MS);
    channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
      if (!('held' in data)) return;
      clearTimeout(timer);
      done(data.held);
    });
    channel.postMessage({ ask: true } satisfies Word);
  });
}

/** Answers other tabs from now on. */
export function answerOtherTabs(current: () => Held | null): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<Word>) => {
    const held = current();
    if ('ask' in data && held) channel.postMessage({ held } satisfies Word);
  });
}
