import { createContext, use } from 'react';

/** The paths of the pages that there are, from the shell that shows them. */
export const KnownPaths = createContext<readonly string[]>([]);

/** Whether there is a page at that path. */
export const useIsPage = (): ((path: string) => boolean) => {
  const paths = use(KnownPaths);
  return (path) => paths.includes(path);
};
