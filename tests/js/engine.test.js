import { describe, expect, test } from 'vitest';
import { createEngine, readInfo } from '../../wasm/engine.js';
import { emptyWasm } from './support/fake-engine.js';

const compile = () => WebAssembly.compile(emptyWasm);

/** Stands for what makes the core's functions of a module. */
const create = async (/** @type {any} */ compiled) =>
  /** @type {any} */ ({
    instance: await WebAssembly.instantiate(compiled),
    describe: () => ({ value: { version: '1.2.3' } }),
  });

describe('loading', () => {
  test('instantiates the compiled module once', async () => {
    let compiled = 0;
    const engine = createEngine(
      () => {
        compiled++;
        return compile();
      },
      { create },
    );
    const [first, second] = await Promise.all([engine.load(), engine.load()]);
    expect(first).toBe(second);
    expect(compiled).toBe(1);
    expect(/** @type {any} */ (first).instance).toBeInstanceOf(WebAssembly.Instance);
    expect(await readInfo(engine)).toEqual({ version: '1.2.3' });
  });

  test('happens on first use only', () => {
    const never = () => {
      throw new Error('used');
    };
    createEngine(never, { compileAll: never, create: never });
  });

  test('can be tried again after it failed', async () => {
    let broken = true;
    const engine = createEngine(
      async () => {
        if (broken) throw new Error('no such file');
        return compile();
      },
      { create },
    );
    const failure = {
      name: 'ConvexReluError',
      code: 'wasm-load',
      message: 'the WebAssembly module could not be loaded: no such file',
      cause: expect.objectContaining({ message: 'no such file' }),
    };
    await expect(engine.load()).rejects.toMatchObject(failure);
    await expect(readInfo(engine)).rejects.toMatchObject(failure);
    broken = false;
    expect(await readInfo(engine)).toEqual({ version: '1.2.3' });
  });

  test('reports bytes that are no WebAssembly', async () => {
    const engine = createEngine(() => WebAssembly.compile(Uint8Array.of(1, 2, 3)), { create });
    await expect(engine.load()).rejects.toMatchObject({ code: 'wasm-load' });
  });

  test('reports imports that are missing', async () => {
    // A module that imports the function a.b.
    const importing = Uint8Array.of(
      ...emptyWasm,
      ...[1, 4, 1, 0x60, 0, 0],
      ...[2, 7, 1, 1, 0x61, 1, 0x62, 0, 0],
    );
    const engine = createEngine(() => WebAssembly.compile(importing));
    await expect(engine.load()).rejects.toMatchObject({ code: 'wasm-load' });
  });
});

describe('of two parts', () => {
  const two = () => {
    /** @type {string[]} */
    const compiled = [];
    const note = (/** @type {string} */ what) => () => (compiled.push(what), compile());
    const engine = createEngine(note('common'), { compileAll: note('all'), create });
    return { compiled, engine };
  };

  test('all of it is an instance of its own, loaded when asked for', async () => {
    const { compiled, engine } = two();
    const common = await engine.load();
    expect(compiled).toEqual(['common']);
    const [all, again] = await Promise.all([engine.load(true), engine.load(true)]);
    expect(all).toBe(again);
    expect(all).not.toBe(common);
    expect(await engine.load()).toBe(common);
    expect(compiled).toEqual(['common', 'all']);
  });

  test('where the first part is all, there is one instance', async () => {
    const engine = createEngine(compile, { create });
    expect(await engine.load(true)).toBe(await engine.load());
  });

  test('after a trap both are loaded anew', async () => {
    const { engine } = two();
    const before = [await engine.load(), await engine.load(true)];
    const trap = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    expect(() => engine.call(trap)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(await engine.load()).not.toBe(before[0]);
    expect(await engine.load(true)).not.toBe(before[1]);
  });
});

describe('answers', () => {
  test('give their value', () => {
    expect(createEngine(compile, { create }).call(() => ({ value: 7 }))).toBe(7);
  });

  test('throw their error', () => {
    const engine = createEngine(compile, { create });
    const error = { code: 'invalid-argument', message: 'beta must be …' };
    expect(() => engine.call(() => ({ error }))).toThrow(
      expect.objectContaining({ name: 'ConvexReluError', ...error }),
    );
  });

  test('after the memory ran out the next call loads anew', async () => {
    const engine = createEngine(compile, { create });
    const before = await engine.load();
    const error = { code: 'out-of-memory', message: 'the memory ran out' };
    expect(() => engine.call(() => ({ error }))).toThrow(expect.objectContaining(error));
    expect(await engine.load()).not.toBe(before);
  });

  test('other errors leave the module loaded', async () => {
    const engine = createEngine(compile, { create });
    const before = await engine.load();
    const error = { code: 'invalid-argument', message: 'beta must be …' };
    expect(() => engine.call(() => ({ error }))).toThrow(expect.objectContaining(error));
    expect(await engine.load()).toBe(before);
  });

  test('a trap is internal, and the next call loads anew', async () => {
    const engine = createEngine(compile, { create });
    const before = await engine.load();
    const trap = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    expect(() => engine.call(trap)).toThrow(
      expect.objectContaining({
        code: 'internal',
        message: 'the WebAssembly module failed: RuntimeError: unreachable',
      }),
    );
    expect(await engine.load()).not.toBe(before);
  });
});
