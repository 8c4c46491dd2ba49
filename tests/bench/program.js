/** Runs the benchmark's C++ program, natively or as WebAssembly in Node, and reads its answers. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const suffix = process.platform === 'win32' ? '.exe' : '';

/** @typedef {'native' | 'wasm'} Target */

/** The program and its arguments, for each target. */
const commands = {
  native: [join(root, 'build', 'bench', `convexrelu_bench${suffix}`)],
  wasm: [process.execPath, join(root, 'build', 'wasm', 'convexrelu_bench.cjs')],
};

/**
 * @typedef {{
 *   formulation: 'relu' | 'gated-relu', loss: string, kind: 'exact' | 'sampled' | 'given',
 *   count?: number, gates?: number[][], beta: number, tolerance: number, limit: number,
 *   X: number[][], Y: number[],
 * }} Task
 */

/**
 * A line of the program's input, see cpp/bench.cpp.
 * @param {'train' | 'yardstick'} verb
 * @param {Task} task
 */
export function command(verb, task) {
  const { formulation, loss, kind, gates = [], count = gates.length || 1 } = task;
  const { beta, tolerance, limit, X, Y } = task;
  const options = [formulation, loss, kind, count, beta, tolerance, limit, X.length, X[0].length];
  return [verb, ...options, ...X.flat(), ...Y, ...gates.flat()].join(' ');
}

/**
 * Runs commands one after the other in one process.
 * @param {Target} target
 * @param {string[]} lines
 * @returns {Promise<Record<string, any>[]>} an answer a command
 */
export async function runProgram(target, lines) {
  // A file, because the WebAssembly's glue cannot wait for a pipe.
  const folder = mkdtempSync(join(tmpdir(), 'convexrelu-bench-'));
  const path = join(folder, 'commands');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const file = openSync(path, 'r');
  try {
    const output = await outputOf(commands[target], file);
    return output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string[]} command
 * @param {number} input a file descriptor
 * @returns {Promise<string>}
 */
function outputOf([program, ...args], input) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: [input, 'pipe', 'inherit'] });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ended with code ${code}`));
    });
  });
}
