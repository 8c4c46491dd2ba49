import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { executablePath, launchArgs } from './tests/support/chromium.js';

/** A project that runs in Node and may take its time: it starts browsers or installs packages. */
const slow = { testTimeout: 120_000, hookTimeout: 120_000 };

/** Some tests measure time, so projects run one after the other, and these a file at a time. */
const alone = (/** @type {number} */ place) => ({
  fileParallelism: false,
  sequence: { groupOrder: place },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'node', include: ['tests/js/**/*.test.js'], testTimeout: 30_000 },
      },
      {
        test: {
          ...slow,
          ...alone(1),
          name: 'package',
          include: ['tests/package/**/*.test.js'],
          globalSetup: 'tests/package/setup.js',
        },
      },
      {
        test: {
          ...slow,
          ...alone(2),
          name: 'browser',
          include: ['tests/browser/**/*.test.js'],
          browser: {
            enabled: true,
            // By address: not every container knows the name localhost.
            api: { host: '127.0.0.1' },
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath, args: launchArgs } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: { ...slow, ...alone(3), name: 'page', include: ['tests/page/**/*.test.js'] },
      },
    ],
  },
});
