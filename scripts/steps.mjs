/**
 * The steps of the build, each made only when it is stale:
 *
 *     core/ wasm/*.cpp ──CMake, Emscripten──▶ build/wasm/convexrelu.wasm                  buildWasm
 *     wasm/, build/wasm ──esbuild, tsc──▶ dist/, the npm package               buildPackage
 *     web/, dist/ ──Vite──▶ site/, the static site                                 buildSite
 *     core/ tests/core/ ──CMake──▶ build/native, the C++ tests                     buildNative
 *     core/ tests/bench/cpp/ ──CMake──▶ build/bench, build/wasm, the benchmark's program  buildBench
 */
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { quietly, root, say, which } from './process.mjs';
import { update } from './stamps.mjs';
import { findEigen } from './tools.mjs';

export function buildWasm() {
  const emcc = realpathSync(/** @type {string} */ (which('emcc')));
  return update({
    name: 'wasm',
    inputs: ['CMakeLists.txt', 'core', 'wasm'],
    accepts: /\.(cpp|h)$/,
    extra: `${emcc} ${packageVersion()}`,
    outputs: ['build/wasm/convexrelu.wasm'],
    make: async () => {
      await configure('build/wasm', `emcc ${emcc}`, [which('emcmake') ?? 'emcmake']);
      await compile('build/wasm');
    },
  });
}

export async function buildPackage() {
  await buildWasm();
  return update({
    name: 'package',
    inputs: [
      'wasm',
      'build/wasm/convexrelu.wasm',
      'scripts/package.mjs',
      'scripts/lzma.mjs',
      'scripts/rare.mjs',
      'scripts/streams.mjs',
      'tsconfig.json',
      'tsconfig.package.json',
      'package-lock.json',
      'NOTICE',
    ],
    accepts: /\.(js|ts)$/,
    outputs: ['dist/index.js', 'dist/convexrelu.wasm', 'dist/types/index.d.ts'],
    // Loaded only now: it needs the npm packages.
    make: async () => (await import('./package.mjs')).writePackage(),
  });
}

export async function buildSite() {
  await buildPackage();
  return update({
    name: 'site',
    inputs: ['web', 'dist', 'package.json', 'package-lock.json'],
    outputs: ['site/index.html'],
    make: () => quietly(process.execPath, [...vite, 'build', 'web', '--logLevel', 'warn']),
  });
}

/** The C++ tests. Ninja or make knows by itself what is stale; what takes time is announced. */
export async function buildNative() {
  await configure('build/native', `c++ ${process.env.CXX ?? ''}`, []);
  await announced('Building the C++ tests', () => compile('build/native'));
}

/** The benchmark's program: as WebAssembly from the package's own objects, and natively. */
export async function buildBench() {
  await buildWasm();
  const fast = ['-DCONVEXRELU_SANITIZE=OFF'];
  await configure('build/bench', `c++ ${process.env.CXX ?? ''}`, [], fast);
  await announced('Building the benchmark', async () => {
    for (const folder of ['build/wasm', 'build/bench']) await compile(folder, 'convexrelu_bench');
  });
}

/**
 * Says what is going on where it takes time.
 * @param {string} message
 * @param {() => Promise<void>} work
 */
async function announced(message, work) {
  const announcement = setTimeout(() => say(message), 1000);
  await work().finally(() => clearTimeout(announcement));
}

/** Vite's command, to be run by Node. */
export const vite = [join(root, 'node_modules', 'vite', 'bin', 'vite.js')];

/** The variables under which Emscripten's programs run. */
const compilerEnvironment = existsSync('/usr/share/nodejs/acorn')
  ? // Debian's emcc needs acorn to optimize, and only Debian's own Node looks there for it.
    { NODE_PATH: '/usr/share/nodejs' }
  : {};

/**
 * Runs CMake's configure step where it is due: once, and again for another compiler or when the
 * folder came from elsewhere. Changes of CMakeLists.txt are the build's own business.
 * @param {string} folder
 * @param {string} compiler what the folder is configured for
 * @param {string[]} wrapper a program to run CMake through
 * @param {string[]} [settings] for CMake
 */
function configure(folder, compiler, wrapper, settings = []) {
  const eigen = findEigen();
  return update({
    name: `${folder.replace('/', '-')}-configuration`,
    inputs: [],
    extra: [compiler, eigen, root].join('\n'),
    outputs: [`${folder}/CMakeCache.txt`],
    make: () => {
      rmSync(join(root, folder), { recursive: true, force: true });
      const [program, ...args] = [
        ...wrapper,
        ...['cmake', '-S', '.', '-B', folder],
        ...(which('ninja') ? ['-G', 'Ninja'] : []),
        ...(eigen ? [`-DCONVEXRELU_EIGEN_DIR=${eigen}`] : []),
        ...settings,
      ];
      return quietly(program, args, { env: compilerEnvironment });
    },
  });
}

/**
 * @param {string} folder
 * @param {string} [target] all that CMake builds unasked
 */
async function compile(folder, target) {
  const jobs = String(availableParallelism());
  const chosen = target ? ['--target', target] : [];
  const args = ['--build', folder, '--parallel', jobs, ...chosen];
  const output = await quietly('cmake', args, { env: compilerEnvironment });
  if (/\bwarning:/.test(output)) say(output);
}

function packageVersion() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
}
