/** Importing an entry does nothing, and working prints nothing: in a process whose globals are frozen and watched. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProject } from './support.js';

/** @type {import('./support.js').Project} */
let project;

/** Watches whatever reaches out of a module. */
const watching = `
  const calls = [];
  globalThis.calls = calls;
  const watched = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'structuredClone',
    'MessageChannel', 'BroadcastChannel', 'Response', 'WebSocket', 'Worker', 'addEventListener', 'dispatchEvent'];
  // Node's own calls do not count: those of modules have an address on the stack.
  const note = (name) => new Error().stack.includes('file://') && calls.push(name);
  const watch = (name, value) => new Proxy(value, {
    apply: (target, self, args) => (note(name), Reflect.apply(target, self, args)),
    construct: (target, args) => (note('new ' + name), Reflect.construct(target, args)),
  });
  for (const name of watched) {
    if (name in globalThis) globalThis[name] = watch(name, globalThis[name]);
  }
  for (const holder of ['console', 'WebAssembly', 'Math', 'Date']) {
    const real = globalThis[holder];
    for (const name of [...Object.keys(real), 'compile', 'instantiate', 'Module', 'Memory', 'random', 'now']) {
      const value = real[name];
      if (typeof value === 'function') Object.defineProperty(real, name, { value: watch(holder + '.' + name, value) });
    }
  }
  for (const channel of [process.stdout, process.stderr]) channel.write = watch('write', channel.write);
  process.emitWarning = watch('emitWarning', process.emitWarning);
  process.on = watch('process.on', process.on);
`;

/** Freezes every function and prototype of the language, and the global object itself. */
const frozen = `
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const { value } = Object.getOwnPropertyDescriptor(globalThis, name);
    if (typeof value !== 'function' || watched.includes(name)) continue;
    if (typeof value.prototype === 'object' && value.prototype) Object.freeze(value.prototype);
    Object.freeze(value);
  }
  for (const it of [Math, JSON, Reflect, Atomics, Intl, WebAssembly, console]) Object.freeze(it);
  Object.freeze(globalThis);
`;

beforeAll(async () => {
  project = await createProject({
    'watching.cjs': watching,
    'frozen.cjs': watching + frozen,
  });
});

afterAll(() => project.remove());

/**
 * @param {string} realm
 * @param {string} source
 */
async function run(realm, source) {
  await project.write({ 'script.mjs': source });
  const flags = ['--require', `./${realm}.cjs`, '--disallow-code-generation-from-strings'];
  return project.node('script.mjs', flags);
}

describe.each(['', '/external', '/worker', '/network', '/export'])('convexrelu%s', (entry) => {
  test('importing touches nothing and leaves nothing open', async () => {
    const { stdout, stderr } = await run(
      'frozen',
      `
      import fs from 'node:fs';
      const open = process.getActiveResourcesInfo().length;
      await import('convexrelu${entry}');
      const left = process.getActiveResourcesInfo().length - open;
      fs.writeSync(1, JSON.stringify({ calls, left }));
    `,
    );
    expect({ ...JSON.parse(stdout), stderr }).toEqual({ calls: [], left: 0, stderr: '' });
  });
});

test('the realm does notice', async () => {
  const { stdout } = await run(
    'frozen',
    `
    import fs from 'node:fs';
    const tries = [
      () => setTimeout(() => {}, 0), () => console.log(''), () => new WebAssembly.Memory({ initial: 1 }),
      () => { globalThis.other = 1; }, () => { Array.prototype.other = 1; }, () => { Math.other = 1; }, () => Math.random(),
    ];
    let refused = 0;
    for (const attempt of tries) {
      try { attempt(); } catch { refused++; }
    }
    fs.writeSync(1, JSON.stringify({ calls, refused }));
  `,
  );
  const [line, ...rest] = stdout.trim().split('\n');
  expect(JSON.parse(rest.at(-1) ?? line)).toEqual({
    calls: ['setTimeout', 'console.log', 'write', 'new WebAssembly.Memory', 'Math.random'],
    refused: 3,
  });
});

describe.each(['', '/external', '/worker'])('convexrelu%s at work', (entry) => {
  test('prints nothing, whatever happens', async () => {
    const { stdout, stderr } = await run(
      'watching',
      `
      import fs from 'node:fs';
      import { ConvexClassifier, certify, createTrainer, crossValidate, descend, train, verify } from 'convexrelu${entry}';
      const X = [[0, 1], [1, 0], [3, 1], [1, 2]], Y = [1, -1, 1, -1];
      const codes = [];
      const attempt = async (work) => {
        try { await work(); codes.push('done'); } catch (error) { codes.push(error.code ?? String(error)); }
      };
      let result;
      await attempt(async () => { result = await train(X, Y); });
      await attempt(() => verify(X, Y, result.network, { ...result.certificate, lowerBound: 9 }));
      await attempt(() => certify(X, Y, result.network));
      await attempt(() => crossValidate(X, Y, { folds: 2, count: 2 }));
      await attempt(() => descend(X, Y, { epochs: 1e3, learningRate: 1e9, beta: 1e-3 }));
      await attempt(() => new ConvexClassifier().fit(X, Y));
      await attempt(() => train(X, Y, { betta: 1 }));
      await attempt(() => train([[NaN]], [1]));
      await attempt(() => train(X.map(() => new Float64Array(2000)), Y, { patterns: { kind: 'sampled', count: 1e6 } }));
      await attempt(() => train(X, Y, { signal: AbortSignal.abort('enough') }));
      await attempt(async () => {
        const trainer = await createTrainer(X, Y);
        await trainer.dispose();
        await trainer.run();
      });
      const printed = calls.filter((name) => /console|write|emitWarning/.test(name));
      fs.writeSync(1, JSON.stringify({ codes, printed }));
    `,
    );
    const refused = ['invalid-argument', 'invalid-argument', 'out-of-memory', 'enough', 'disposed'];
    const { codes, printed } = JSON.parse(stdout);
    expect(stderr).toBe('');
    expect(printed).toEqual([]);
    // Learning rates beyond reason diverge, and are told so.
    expect(codes).toEqual([...Array(6).fill('done'), ...refused]);
  });
});
