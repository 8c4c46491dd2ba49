/** convexrelu/external in a real browser: the WebAssembly is fetched and compiled as it streams. */
import { load, train, verify } from 'convexrelu/external';
import { expect, test } from 'vitest';
import { circleProblem } from '../support/data.js';

const { X, Y } = circleProblem();

test('the file beside the package is fetched on first use', async () => {
  const { network, certificate } = await train(X, Y);
  expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true });
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
  expect(fetched.filter((name) => name.includes('convexrelu.wasm'))).toHaveLength(1);
});

test('a missing file is a wasm-load error, and can be mended', async () => {
  await expect(load('/no-such-file.wasm')).rejects.toMatchObject({ code: 'wasm-load' });
  await load();
  expect((await train(X, Y)).report.status).toBe('optimal');
});
