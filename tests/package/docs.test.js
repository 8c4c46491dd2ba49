/** Every code block of the README and the guides, run with the installed package. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/process.mjs';
import { blocksOf, moduleOf } from './markdown.js';
import { createProject, npm, tarball } from './support.js';

const guides = readdirSync(join(root, 'docs/guides')).map((name) => `docs/guides/${name}`);
const documents = ['README.md', ...guides].map((name) => {
  const text = readFileSync(join(root, name), 'utf8');
  return { name, text, blocks: blocksOf(text) };
});

/** Debian's own first, as in the tests of what toPyTorch writes. */
const python = ['/usr/bin/python3', 'python3'].find(
  (it) => spawnSync(it, ['-c', 'import torch']).status === 0,
);
if (python === undefined) {
  process.stdout.write('Skipped: running the Python of the guides, for there is no torch\n');
}

/** A line of the README on which a block stands that is a program by itself. */
const isIris = (/** @type {import('./markdown.js').Block} */ { code }) => code.includes('iris.csv');

/** @type {import('./support.js').Project} */
let project;

beforeAll(async () => {
  project = await createProject();
});

afterAll(() => project.remove());

/** Iris as the README says: four measurements and a species, a flower a line. */
function irisText() {
  const text = readFileSync(join(root, 'tests/fixtures/iris.csv'), 'utf8');
  const [head, ...lines] = text.trim().split('\n');
  const species = head.split(',').slice(2);
  return lines.map((line) => line.replace(/,(\d)$/, (_, k) => `,${species[k]}`)).join('\n');
}

test('all documents have code, in languages that are known', () => {
  for (const { name, blocks } of documents) {
    if (!name.endsWith('guides/README.md')) expect(blocks, name).not.toEqual([]);
    for (const { language, info } of blocks) {
      expect(['js', 'ts', 'python', 'sh', 'html', 'text']).toContain(language);
      expect(['', 'browser'], `${name}: ${info}`).toContain(info);
    }
  }
  expect(documents.length).toBe(10);
});

test('links lead to files', () => {
  for (const { name, text } of documents) {
    for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(join(root, name, '..', target)), `${name}: ${target}`).toBe(true);
    }
  }
});

const inNode = documents
  .map(({ name, blocks }) => ({
    name,
    blocks: blocks.filter((it) => it.language === 'js' && it.info === '' && !isIris(it)),
  }))
  .filter(({ blocks }) => blocks.length > 0);

test.each(inNode)('$name: its JavaScript runs', async ({ blocks }) => {
  await project.write({ 'document.mjs': moduleOf(blocks) });
  const { stdout, stderr } = await project.node('document.mjs');
  expect(stderr).toBe('');
  expect(stdout).not.toBe('');
  // A comment behind what is printed is a promise, where it is a word.
  const code = blocks.map((it) => it.code).join('');
  for (const [, word] of code.matchAll(/console\.log\(.*\); \/\/ (true|false|'[\w ]+')/g)) {
    expect(stdout).toContain(word.replaceAll("'", ''));
  }
});

describe('blocks for pages', () => {
  const blocks = documents.flatMap(({ name, blocks: all }) =>
    all.filter((it) => it.info === 'browser').map((it) => ({ name, ...it })),
  );

  test('are there', () => {
    expect(blocks.length).toBeGreaterThan(1);
  });

  // browser.test.js does what they show.
  test.each(blocks)('$name, line $line: is JavaScript, and imports what there is', async (it) => {
    const { warnings } = await transform(it.code, { format: 'esm' });
    expect(warnings).toEqual([]);
    for (const [, list, from] of it.code.matchAll(/import \{([^}]*)\} from '([^']+)'/g)) {
      const file = from.startsWith('/') ? join(project.folder, from) : from;
      const names = Object.keys(await import(/* @vite-ignore */ file));
      for (const name of list.split(',')) expect(names).toContain(name.trim());
    }
  });
});

describe('Python', () => {
  const blocks = documents.flatMap(({ blocks: all }) =>
    all.filter((it) => it.language === 'python'),
  );
  const interpreter = ['/usr/bin/python3', 'python3'].find(
    (it) => spawnSync(it, ['-c', 'pass']).status === 0,
  );

  test.skipIf(interpreter === undefined)('is Python', () => {
    expect(blocks.length).toBeGreaterThan(1);
    for (const { code } of blocks) {
      const check = 'import ast, sys; ast.parse(sys.stdin.read())';
      const { status, stderr } = spawnSync(interpreter ?? '', ['-c', check], { input: code });
      expect(String(stderr)).toBe('');
      expect(status).toBe(0);
    }
  });

  test.skipIf(python === undefined)('runs, with the files that the JavaScript wrote', async () => {
    expect(existsSync(join(project.folder, 'trained.py'))).toBe(true);
    for (const { code } of blocks) {
      const { status, stderr } = spawnSync(python ?? '', ['-'], {
        input: code,
        cwd: project.folder,
      });
      expect(String(stderr)).not.toContain('Error');
      expect(status).toBe(0);
    }
    const { Network } = await import('convexrelu/network');
    const json = JSON.parse(await readFile(join(project.folder, 'from-torch.json'), 'utf8'));
    expect(new Network(json).predict([[1, 2]]).shape).toEqual([1, 1]);
  });
});

test('iris in a new project: from npm install to an accuracy in eight lines of code', async () => {
  const { blocks } = documents[0];
  const at = blocks.findIndex(isIris);
  const [install, program] = blocks.slice(at - 1, at + 1);
  expect(install).toMatchObject({
    language: 'sh',
    code: expect.stringMatching(/^npm install convexrelu\n/),
  });
  const lines = program.code.split('\n').filter((line) => line.trim() !== '');
  expect(lines.length).toBeLessThanOrEqual(8);
  const fresh = await createProject({ 'iris.csv': irisText(), 'iris.mjs': program.code });
  try {
    // As written there, but from the packed file.
    await copyFile(tarball(), join(fresh.folder, 'convexrelu.tgz'));
    await npm(
      ['install', '--offline', '--no-audit', '--no-fund', './convexrelu.tgz'],
      fresh.folder,
    );
    const { stdout, stderr } = await fresh.node('iris.mjs');
    expect(stderr).toBe('');
    expect(Number(stdout)).toBeGreaterThan(0.9);
  } finally {
    await fresh.remove();
  }
});
