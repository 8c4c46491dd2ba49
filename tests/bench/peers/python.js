/** The peers' Python: Debian's packages beside a virtual environment of the bench's own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { quietly, root, succeeds, say } from '../../../scripts/process.mjs';

export const folder = join(root, 'build', 'peers');
const python = '/usr/bin/python3';
const own = join(folder, 'venv', 'bin', 'python');
const debian = ['torch', 'numpy', 'cvxopt', 'sklearn', 'venv'];
const scripts = fileURLToPath(new URL('.', import.meta.url));

/** Threads of every library that would take more. */
const oneThread = Object.fromEntries(
  ['OMP', 'OPENBLAS', 'MKL', 'RAYON'].map((name) => [`${name}_NUM_THREADS`, '1']),
);

/**
 * What each peer needs, and how to get it. The parts whose dependencies would replace Debian's
 * packages are installed without any.
 * @type {{ modules: string, args: string[] }[]}
 */
const packages = [
  // Debian's torch was built for NumPy 1.
  {
    modules: 'cvxpy, clarabel, ecos, scs; import numpy; assert numpy.__version__ < "2"',
    args: ['numpy<2', 'cvxpy', 'clarabel', 'ecos', 'scs'],
  },
  { modules: 'opt_einsum, tqdm', args: ['opt_einsum', 'tqdm'] },
  { modules: 'scnn, lab', args: ['--no-deps', 'pyscnn', 'linalg_backends'] },
];

/**
 * Installs what is missing.
 * @returns {Promise<string[]>} a sentence for each thing that cannot be had
 */
export async function preparePython() {
  if (!existsSync(python)) return [`${python} is not there: no peer in Python can run`];
  const missing = [];
  const absent = debian.filter((name) => !succeeds(python, '-c', `import ${name}`));
  if (absent.length > 0) {
    say(`Installing for ${python}: ${absent.join(', ')}`);
    const names = absent.map((name) => `python3-${name}`);
    const options = ['-y', '-qq', '--no-install-recommends'];
    try {
      await quietly('apt-get', ['-qq', 'update']);
      await quietly('apt-get', ['install', ...options, ...names]);
    } catch {
      missing.push(`apt-get could not install ${names.join(', ')}`);
    }
  }
  if (!existsSync(own)) {
    mkdirSync(folder, { recursive: true });
    const environment = join(folder, 'venv');
    await quietly(python, ['-m', 'venv', '--system-site-packages', environment]).catch(() =>
      missing.push('a virtual environment could not be made'),
    );
  }
  for (const { modules, args } of packages) {
    if (succeeds(own, '-c', `import ${modules}`)) continue;
    await quietly(own, ['-m', 'pip', 'install', '-q', ...args]).catch(() =>
      missing.push(`pip could not install ${args.filter((arg) => arg[0] !== '-').join(', ')}`),
    );
  }
  return missing;
}

/**
 * Where TensorFlow.js was installed for the bench, or undefined. Plain JavaScript, no binary.
 * @returns {Promise<string | undefined>}
 */
export async function prepareTensorflow() {
  const entry = join(folder, 'node_modules', '@tensorflow', 'tfjs', 'dist', 'tf.node.js');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(entry)) {
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const args = ['install', '--prefix', folder, ...options, '@tensorflow/tfjs@4.22.0'];
    await quietly('npm', args).catch(() => undefined);
  }
  return existsSync(entry) ? entry : undefined;
}

/**
 * Runs a script with a task on its standard input.
 * @param {string} script its path from the folder of this file
 * @param {object} [task]
 * @param {number} [limit] seconds after which it is stopped
 * @returns {Promise<any>} its answer, or `{ failure }`
 */
export function runScript(script, task = {}, limit = 600) {
  const isPython = script.endsWith('.py');
  const program = isPython ? own : process.execPath;
  return new Promise((resolve) => {
    const child = spawn(program, [join(scripts, script)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...oneThread },
    });
    let [output, errors] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
    const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * limit);
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => resolve({ failure: error.message }));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal) resolve({ failure: `stopped after ${limit} s` });
      else if (code !== 0) resolve({ failure: errors.trim().split('\n').pop() });
      else resolve(JSON.parse(output.slice(output.indexOf('{'))));
    });
    child.stdin.end(JSON.stringify(task));
  });
}
