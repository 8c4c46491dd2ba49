/** Equal data, options and seed give equal results to the last bit, also in another process. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { fingerprints } from './support/fingerprints.js';

test('twice in one process and once in a fresh one', async () => {
  const script = fileURLToPath(new URL('support/fingerprints.js', import.meta.url));
  const elsewhere = promisify(execFile)(process.execPath, [script]);
  const first = await fingerprints();
  expect(Object.keys(first)).toHaveLength(18);
  expect(new Set(Object.values(first)).size).toBe(18);
  expect(await fingerprints()).toEqual(first);
  expect(JSON.parse((await elsewhere).stdout)).toEqual(first);
});
