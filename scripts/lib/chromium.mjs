/** A Chromium for tests in a browser, where one is installed. */
import { existsSync } from 'node:fs';

/** Where Debian, Ubuntu, Fedora and macOS put it. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @returns {string | undefined} its path; `CHROMIUM_PATH` names another */
export const chromiumPath = () => [process.env.CHROMIUM_PATH, ...PLACES].find((path) => path && existsSync(path));
