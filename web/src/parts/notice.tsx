import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';

const Tell = createContext<(text: string) => void>(() => undefined);

/** Says what an action has done, in a corner, also to screen readers. */
export const useNotice = (): ((text: string) => void) => use(Tell);

const SHOWN_MS = 6_000;

export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<{ text: string } | null>(null);
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const tell = useCallback((text: string) => setNotice({ text }), []);
  return (
    <Tell value={tell}>
      {children}
      <div className="notice" role="status">
        {notice && <p>{notice.text}</p>}
      </div>
    </Tell>
  );
}
