import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from '../../scripts/lib/chromium.mjs';

/** Nothing that it would do of its own accord: it asks no server but those of a test. */
const ALONE = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ALONE });
}
