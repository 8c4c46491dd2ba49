/** How every test starts the browser. */
import { findChromium } from '../../scripts/chromium.mjs';

/** Path of the browser; undefined where there is none, which Playwright then reports. */
export const executablePath = await findChromium();

/** Headless in a container: no sandbox and no GPU, and nothing that calls home. */
export const launchArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
