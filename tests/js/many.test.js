/** Ten thousand trainings in one process, and two hundred at a time. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

/** @param {string[]} args */
async function answerOf(...args) {
  const script = fileURLToPath(new URL(`support/${args.pop()}`, import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [...args, script]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const slow = { timeout: 300_000 };

describe('in one process', () => {
  test('ten thousand fits leave the memory as it was after a thousand', slow, async () => {
    const seen = await answerOf('--expose-gc', '--max-semi-space-size=1', 'many-fits.js');
    expect(seen).toHaveLength(10);
    for (const { rss, heapUsed, wasm } of seen) {
      expect(rss).toBeLessThan(1.05 * seen[0].rss);
      expect(heapUsed).toBeLessThan(1.1 * seen[0].heapUsed);
      expect(wasm).toEqual(seen[0].wasm);
    }
    expect(seen[0].wasm).toHaveLength(1);
  });

  test('two hundred at a time end as each alone, and no worker is left', slow, async () => {
    const { here, there, folds, before, during, after } = await answerOf('many-at-once.js');
    expect({ here, there, folds }).toEqual({ here: 200, there: 200, folds: 3 });
    // The thread of the one worker is there until it is terminated.
    expect(during - before).toBe(Number(before > 0));
    expect(after).toBe(before > 0 ? before : -1);
  });
});
