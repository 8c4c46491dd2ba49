/**
 * Sees to it that everything a task needs is on this machine: installs what is missing where it
 * may, else says what to install and stops. Plain Node, because it runs before `npm ci`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, quietly, root, say, succeeds, which } from './process.mjs';
import { groups, tools } from './tools.mjs';

/** @typedef {keyof typeof groups} Group */

/**
 * @param {object} needs
 * @param {Group[]} [needs.groups] tools of the system
 * @param {boolean} [needs.npm] the npm packages of the lock file
 */
export async function setup({ groups: names = [], npm = true }) {
  checkNode();
  if (npm && !packagesInstalled()) await installPackages();
  const wanted = [...new Set(names.flatMap((name) => groups[name]))];
  const before = await missingOf(wanted);
  if (before.length === 0) return;
  const installer = findInstaller();
  if (installer) await install(installer, before);
  const after = (await missingOf(before)).filter((name) => !tools[name].optional);
  if (after.length > 0) throw new Stop(instructions(after));
}

/** The newest demand among the development packages; the published package itself runs on 20.0. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(
    `Node 20.19 or newer is needed to build convexrelu; this is ${process.versions.node}.`,
  );
}

/** @param {string[]} names */
async function missingOf(names) {
  const found = await Promise.all(names.map((name) => tools[name].find()));
  return names.filter((_, i) => !found[i]);
}

/** Compares what npm recorded in node_modules with the lock file, package by package. */
function packagesInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, entry]) => {
    const mayBeAbsent = path === '' || entry.optional || entry.devOptional;
    const version = installed[path]?.version;
    return version === entry.version || (mayBeAbsent && version === undefined);
  });
}

async function installPackages() {
  say('Installing npm packages from the lock file');
  // No package of ours needs its install script, so none gets to run.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) await quietly(process.execPath, [npm, ...args]);
  else await quietly('npm', args);
}

/**
 * The command that runs apt-get with the rights to install, if this machine has one.
 * @returns {string[] | undefined}
 */
function findInstaller() {
  if (process.platform !== 'linux' || !which('apt-get')) return undefined;
  const aptGet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  if (process.getuid?.() === 0) return aptGet;
  return which('sudo') && succeeds('sudo', '-n', 'true') ? ['sudo', '-n', ...aptGet] : undefined;
}

/**
 * @param {string[]} aptGet
 * @param {string[]} missing
 */
async function install([program, ...prefix], missing) {
  const fromApt = missing.filter((name) => !(name === 'chromium' && onUbuntu()));
  if (fromApt.length > 0) {
    const packages = fromApt.map((name) => tools[name].apt);
    say(`Installing with apt-get: ${packages.join(' ')}`);
    const options = ['-qq', '-o', 'Dpkg::Use-Pty=0'];
    await quietly(program, [...prefix, ...options, 'update']).catch(report);
    await quietly(program, [
      ...prefix,
      ...options,
      'install',
      '-y',
      '--no-install-recommends',
      ...packages,
    ]).catch(report);
  }
  if (fromApt.length < missing.length) {
    say('Installing Chromium with Playwright');
    const cli = join(root, 'node_modules', 'playwright', 'cli.js');
    await quietly(process.execPath, [cli, 'install', '--with-deps', 'chromium']).catch(report);
  }
}

/** Ubuntu's chromium package only fetches a snap, which does not run in containers. */
function onUbuntu() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID=ubuntu$/m.test(readFileSync(file, 'utf8'));
}

/** An installer that fails is told; what is still missing decides how it goes on. */
function report(/** @type {unknown} */ error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
}

/** @param {string[]} missing */
function instructions(missing) {
  const rows = missing.map((name) => tools[name]);
  const brew = rows.filter((tool) => !tool.brew.startsWith('--cask'));
  const casks = rows.filter((tool) => tool.brew.startsWith('--cask'));
  return [
    'Missing on this machine, and not installable from here:',
    ...rows.map((tool) => `  - ${tool.what}`),
    '',
    'Debian, Ubuntu:',
    `  sudo apt-get update && sudo apt-get install ${rows.map((tool) => tool.apt).join(' ')}`,
    'macOS:',
    ...(brew.length > 0 ? [`  brew install ${brew.map((tool) => tool.brew).join(' ')}`] : []),
    ...casks.map((tool) => `  brew install ${tool.brew}`),
    'Windows (or use WSL and the line for Ubuntu):',
    ...rows.map((tool) => `  ${tool.windows}`),
    '',
    'Then run the same command again.',
  ].join('\n');
}
