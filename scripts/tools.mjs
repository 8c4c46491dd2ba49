/**
 * What the builds and tests need beside Node: one row a tool, and how each system gets it. To need
 * another tool, add a row and name it in `groups`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { findPython } from './lzma.mjs';
import { which } from './process.mjs';

const includeFolders = [
  ...(process.env.CPATH ?? '').split(':').filter(Boolean),
  '/usr/include',
  '/usr/local/include',
  '/opt/homebrew/include',
  '/opt/local/include',
  ...(process.env.VCPKG_ROOT
    ? [join(process.env.VCPKG_ROOT, 'installed', 'x64-windows', 'include')]
    : []),
];

/** Eigen's folder of headers, where it is in none of CMake's own places too. */
export function findEigen() {
  return [process.env.EIGEN_DIR ?? '', ...includeFolders]
    .flatMap((folder) => (folder ? [join(folder, 'eigen3'), folder] : []))
    .find((folder) => existsSync(join(folder, 'Eigen', 'Core')));
}

/**
 * @typedef {object} Tool
 * @property {string} what
 * @property {() => unknown} find truthy (or a promise of it) when it is there
 * @property {string} apt package of Debian and Ubuntu
 * @property {string} brew words after `brew install`
 * @property {string} windows a command
 * @property {boolean} [optional] what is to be done can be done without it, but for a part
 */

/** @type {Record<string, Tool>} */
export const tools = {
  emcc: {
    what: 'Emscripten (emcc on PATH)',
    find: () => which('emcc'),
    apt: 'emscripten',
    brew: 'emscripten',
    windows: 'git clone https://github.com/emscripten-core/emsdk, then emsdk install latest',
  },
  python: {
    what: 'Python 3 with its module lzma',
    find: findPython,
    apt: 'python3',
    brew: 'python',
    windows: 'winget install Python.Python.3.13',
  },
  cmake: {
    what: 'CMake 3.20 or newer',
    find: () => which('cmake'),
    apt: 'cmake',
    brew: 'cmake',
    windows: 'winget install Kitware.CMake',
  },
  ninja: {
    what: 'Ninja (or make)',
    find: () => which('ninja', 'make'),
    apt: 'ninja-build',
    brew: 'ninja',
    windows: 'winget install Ninja-build.Ninja',
  },
  eigen: {
    what: 'Eigen 3.4 (headers; EIGEN_DIR names an unusual folder)',
    find: findEigen,
    apt: 'libeigen3-dev',
    brew: 'eigen',
    windows: 'vcpkg install eigen3 (with VCPKG_ROOT set)',
  },
  compiler: {
    what: 'a C++17 compiler',
    find: () => process.env.CXX || which('c++', 'g++', 'clang++', 'cl'),
    apt: 'g++',
    brew: 'llvm',
    windows: 'winget install Microsoft.VisualStudio.2022.BuildTools',
  },
  googletest: {
    what: 'GoogleTest',
    find: () => includeFolders.some((folder) => existsSync(join(folder, 'gtest', 'gtest.h'))),
    apt: 'libgtest-dev',
    brew: 'googletest',
    windows: 'vcpkg install gtest (with VCPKG_ROOT set)',
  },
  json: {
    what: 'nlohmann JSON for C++ (headers)',
    find: () => includeFolders.some((folder) => existsSync(join(folder, 'nlohmann', 'json.hpp'))),
    apt: 'nlohmann-json3-dev',
    brew: 'nlohmann-json',
    windows: 'vcpkg install nlohmann-json (with VCPKG_ROOT set)',
  },
  chromium: {
    what: 'Chromium or Chrome (CHROMIUM names an unusual path)',
    find: findChromium,
    apt: 'chromium',
    brew: '--cask chromium',
    windows: 'winget install Google.Chrome',
  },
  redis: {
    what: 'redis-server, for the example of a queue',
    find: () => which('redis-server'),
    apt: 'redis-server',
    brew: 'redis',
    windows: 'none: use WSL and the line for Ubuntu',
    optional: true,
  },
  clangFormat: {
    what: 'clang-format',
    find: () => which('clang-format'),
    apt: 'clang-format',
    brew: 'clang-format',
    windows: 'winget install LLVM.LLVM',
  },
};

/** Which tools a task needs. */
export const groups = {
  wasm: ['emcc', 'python', 'cmake', 'ninja', 'eigen'],
  native: ['cmake', 'ninja', 'eigen', 'compiler', 'googletest', 'json'],
  browser: ['chromium'],
  lint: ['clangFormat'],
  queue: ['redis'],
};
