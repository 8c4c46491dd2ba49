/** Where the Chromium is that the tests drive. */
import { existsSync } from 'node:fs';
import { which } from './process.mjs';

const usualPlaces = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The browser named by the variable CHROMIUM, else one of the system's, else one that Playwright
 * has downloaded earlier.
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const system =
    process.env.CHROMIUM ||
    which('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome') ||
    usualPlaces.find((path) => existsSync(path));
  if (system) return system;
  try {
    const { chromium } = await import('playwright');
    const downloaded = chromium.executablePath();
    return existsSync(downloaded) ? downloaded : undefined;
  } catch {
    // npm packages are not installed yet.
    return undefined;
  }
}
