/** convexrelu/external: the WebAssembly as a file, from wherever it comes. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import * as inlined from 'convexrelu';
import * as external from 'convexrelu/external';
import * as worker from 'convexrelu/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { circleProblem } from '../support/data.js';

const { certify, createTrainer, info, load, train } = external;
const file = new URL('../../dist/convexrelu.wasm', import.meta.url);
const bytes = readFileSync(file);

/** Serves the bytes as /<anything>.wasm, with the media type the name asks for. */
const server = createServer((request, response) => {
  const status = request.url?.includes('missing') ? 404 : 200;
  const type = request.url?.includes('untyped') ? 'text/plain' : 'application/wasm';
  response.writeHead(status, { 'content-type': type }).end(bytes);
});
let base = '';

beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  base = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
});

afterAll(() => server.close());

test('the entries hold the same', () => {
  const names = Object.keys(inlined);
  expect(Object.keys(external).sort()).toEqual([...names, 'load'].sort());
  expect(Object.keys(worker).sort()).toEqual([...names, 'terminate'].sort());
});

test('trainers and certify work from a file, too', async () => {
  const { X, Y } = circleProblem();
  const trainer = await createTrainer(X, Y, { beta: 0.01 });
  const { network } = await trainer.run();
  trainer.dispose();
  expect(await certify(X, Y, network, { beta: 0.01 })).toMatchObject({ scope: 'global' });
});

describe('the WebAssembly comes', () => {
  const { X, Y } = circleProblem();

  test('by default from the file beside the package', async () => {
    expect((await info()).version).toMatch(/^\d/);
    expect((await train(X, Y)).network.toJSON()).toEqual(
      (await inlined.train(X, Y)).network.toJSON(),
    );
  });

  test.each([
    ['a file URL', () => file],
    ['its text', () => file.href],
    ['bytes', () => bytes],
    ['an ArrayBuffer', () => Uint8Array.from(bytes).buffer],
    ['a compiled module', () => WebAssembly.compile(bytes)],
    ['a URL', () => new URL(`${base}/a.wasm`)],
    ['a URL without media type', () => `${base}/untyped.wasm`],
    ['a response', () => fetch(`${base}/a.wasm`)],
  ])('from %s', async (_, source) => {
    await load(source());
    expect((await train(X, Y)).report.status).toBe('optimal');
  });

  test.each([
    ['a missing page', () => `${base}/missing.wasm`, /status 404/],
    ['a missing file', () => new URL('none.wasm', file), /ENOENT/],
    ['bytes that are none', () => Uint8Array.of(1, 2), /magic|expected|bytes/],
  ])('not from %s', async (_, source, message) => {
    await expect(load(source())).rejects.toMatchObject({
      code: 'wasm-load',
      message: expect.stringMatching(message),
    });
    await load();
    expect((await train(X, Y)).report.status).toBe('optimal');
  });

  test('not from a number', async () => {
    await expect(load(/** @type {any} */ (7))).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('but is 7'),
    });
    await load();
  });
});
