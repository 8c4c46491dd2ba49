import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { executablePath, launchArgs } from './tests/support/chromium.js';

/** A project that runs in Node and may take its time: it starts browsers or installs packages. */
const slow = { environment: 'node', testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // Two files at a time are enough: the browser tests measure time.
    maxWorkers: 2,
    projects: [
      {
        test: { name: 'node', include: ['tests/js/**/*.test.js'], testTimeout: 30_000 },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.js'],
          testTimeout: 60_000,
          fileParallelism: false,
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
        test: {
          ...slow,
          name: 'page',
          include: ['tests/page/**/*.test.js'],
          fileParallelism: false,
        },
      },
      {
        test: { ...slow, name: 'package', include: ['tests/package/**/*.test.js'] },
      },
    ],
  },
});
