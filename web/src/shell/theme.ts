import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const STORAGE_KEY = 'theme';

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const readers = new Set<() => void>();

function chosenTheme(): Theme | null {
  const kept = localStorage.getItem(STORAGE_KEY);
  return kept === 'light' || kept === 'dark' ? kept : null;
}

const shownTheme = (): Theme => chosenTheme() ?? (systemDark.matches ? 'dark' : 'light');

/** Shows the page in the theme that the reader chose; without a choice the system's holds. */
export function applyTheme(): void {
  const chosen = chosenTheme();
  if (chosen) document.documentElement.dataset.theme = chosen;
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(STORAGE_KEY, theme);
  applyTheme();
  for (const read of readers) read();
}

function subscribe(read: () => void): () => void {
  readers.add(read);
  systemDark.addEventListener('change', read);
  return () => {
    readers.delete(read);
    systemDark.removeEventListener('change', read);
  };
}

/** The theme that is shown. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, shownTheme);
