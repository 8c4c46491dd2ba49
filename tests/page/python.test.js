/** Programs and modules for Python, as the page hands them out, executed where Python has what they need. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Network } from 'convexrelu/network';
import { decodeState } from '../../web/state/hash.js';
import { sceneOf } from '../../web/state/scene.js';
import { toScnnScript } from '../../web/takeaway/code.js';
import { openSite, settled } from './support.js';

/** The one of `npm run bench:peers` has scnn; Debian's own has torch where it is installed. */
const pythons = [
  fileURLToPath(new URL('../../build/peers/venv/bin/python', import.meta.url)),
  '/usr/bin/python3',
  'python3',
];

/** @param {string} [code] that must run */
const findPython = (code = '') =>
  pythons.find(
    (it) =>
      (!it.startsWith('/') || existsSync(it)) && spawnSync(it, ['-c', code || 'pass']).status === 0,
  );

const anyPython = findPython();
const withTorch = findPython('import torch');
const withScnn = findPython('import scnn.optimize');

/** @type {[string | undefined, string, string][]} */
const needs = [
  [anyPython, 'Python', 'the texts are not compiled'],
  [withTorch, 'torch', 'PyTorch modules are not executed (Debian: apt install python3-torch)'],
  [withScnn, 'scnn', 'programs for scnn are not executed (npm run bench:peers installs it)'],
];
for (const [found, what, without] of needs) {
  if (!found) process.stdout.write(`Skipped: no Python with ${what}, ${without}\n`);
}

/**
 * @param {string | undefined} python
 * @param {string[]} args
 * @param {string} input
 */
function run(python, args, input) {
  const { status, stdout, stderr } = spawnSync(python ?? '', args, { input, encoding: 'utf8' });
  return { status, stdout, why: stderr.slice(-2000) };
}

/** @type {[string, string][]} */
const programs = [
  ['ReLU', '#v=1&data=xor&n=24&over=sampled&patterns=40&beta=0.01'],
  ['ReLU over all patterns, logistic', '#v=1&data=circle&n=20&loss=logistic&beta=0.01'],
  ['gated ReLU', '#v=1&data=moons&n=30&formulation=gated-relu&patterns=40&beta=0.01'],
  ['gated ReLU, features', '#v=1&data=moons&n=30&formulation=gated-relu&regularizer=feature'],
  ['without bias', '#v=1&data=xor&n=24&over=sampled&patterns=40&beta=0.01&bias=false'],
  ['several classes', '#v=1&data=petals&n=24&over=sampled&patterns=30&beta=0.01'],
  ['a curve', '#v=1&data=sine&n=20&over=sampled&patterns=30&beta=0.001'],
];

/** @param {string} hash */
function scriptOf(hash) {
  const state = decodeState(hash);
  return toScnnScript(state, sceneOf(state));
}

describe('the program for scnn', () => {
  it.skipIf(!anyPython).each(programs)('is Python: %s', (_, hash) => {
    const compiled = run(
      anyPython,
      ['-c', 'import sys; compile(sys.stdin.read(), "page", "exec")'],
      scriptOf(hash),
    );
    expect(compiled).toMatchObject({ status: 0, why: '' });
  });

  it.skipIf(!withScnn).each(programs)('trains a network that fits: %s', (_, hash) => {
    const { status, stdout, why } = run(withScnn, ['-'], scriptOf(hash));
    expect({ status, why: status === 0 ? '' : why }).toEqual({ status: 0, why: '' });
    const error = Number(stdout.trim().split('\n').at(-1));
    expect(error).toBeGreaterThanOrEqual(0);
    // Of targets ±1 the mean squared error of doing nothing is 1.
    expect(error).toBeLessThan(0.7);
  });
});

describe('the module for PyTorch', () => {
  /** @type {Awaited<ReturnType<typeof openSite>>} */
  let site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  it.skipIf(!withTorch).each(['xor&n=16', 'moons&n=30&formulation=gated-relu', 'petals&n=24'])(
    'computes what the JSON of the same network does: %s',
    async (what) => {
      const { page } = await site.open(`#v=1&data=${what}`);
      await settled(page);
      const take = async (/** @type {string} */ name) => {
        const button = page.getByRole('button', { name, exact: true });
        const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
        return readFileSync(await download.path(), 'utf8');
      };
      const network = Network.fromJSON(JSON.parse(await take('JSON')));
      const module = await take('PyTorch');
      const rows = [
        [0.3, 0.4],
        [-1, 0.2],
        [0.7, -1.1],
      ];
      const { status, stdout, why } = run(withTorch, ['-c', module], JSON.stringify(rows));
      expect({ status, why: status === 0 ? '' : why }).toEqual({ status: 0, why: '' });
      const expected = Array.from(network.predict(rows).data);
      JSON.parse(stdout)
        .flat()
        .forEach((/** @type {number} */ value, /** @type {number} */ i) =>
          expect(value).toBeCloseTo(expected[i], 4),
        );
      await page.context().close();
    },
  );
});
