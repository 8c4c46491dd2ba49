/** `npm test`: sets up, builds what is stale, runs the C++ and the JavaScript tests, counts both. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import { root, say, script, status } from './process.mjs';
import { setup } from './setup.mjs';
import { buildNative, buildSite } from './steps.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** Every suite of JavaScript tests, by its folder; one that runs no test counts as a failure. */
const suites = ['tests/js', 'tests/browser', 'tests/package', 'tests/page'];

/**
 * Runs ctest; shows what failed and its summary.
 * @returns {Promise<Count>}
 */
async function testCore() {
  say('C++ tests');
  let output = '';
  const jobs = String(availableParallelism());
  const args = ['--test-dir', 'build/native', '--output-on-failure', '--parallel', jobs];
  const code = await status('ctest', args, { onOutput: (text) => (output += text) });
  const [, failed = 0, run = 0] = (
    /% tests passed, (\d+) tests failed out of (\d+)/.exec(output) ?? []
  ).map(Number);
  // A skipped test is among those that ctest calls passed.
  const skipped = output.match(/^\s*\d+ - .*\(Skipped\)$/gm)?.length ?? 0;
  const shown = code === 0 ? /% tests passed|Total Test time/ : /^(?! *Start +\d+:)(?!.* Passed )/;
  say(
    output
      .split('\n')
      .filter((line) => shown.test(line))
      .join('\n')
      .trim(),
  );
  const passed = run - failed - skipped;
  return { passed, skipped, failed: failed === 0 && (code !== 0 || passed === 0) ? 1 : failed };
}

/**
 * Runs Vitest over all its projects.
 * @returns {Promise<Count>}
 */
async function testJavaScript() {
  say('JavaScript tests');
  const report = join(root, 'build', 'vitest.json');
  mkdirSync(join(root, 'build'), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await status(process.execPath, [vitest, 'run', ...reporters]);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const {
    numPassedTests: passed,
    numFailedTests,
    numPendingTests: skipped,
    testResults,
  } = JSON.parse(readFileSync(report, 'utf8'));
  const empty = suitesWithoutTests(testResults);
  for (const suite of empty) say(`No test of ${suite} has run`);
  const failed = numFailedTests + empty.length;
  return { passed, skipped, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** @param {{ name: string, assertionResults: { status: string }[] }[]} files */
function suitesWithoutTests(files) {
  const run = files
    .filter((file) => file.assertionResults.some((test) => /^(passed|failed)$/.test(test.status)))
    .map((file) => relative(root, file.name).split(sep).join('/'));
  return suites.filter((suite) => !run.some((path) => path.startsWith(`${suite}/`)));
}

/** Skipped tests are told only where there are any. */
function rest(/** @type {Count} */ { failed, skipped }) {
  return skipped > 0 ? `${failed} failed, ${skipped} skipped` : `${failed} failed`;
}

await script(async () => {
  await setup({ groups: ['wasm', 'native', 'browser', 'queue'] });
  await buildSite();
  await buildNative();
  const core = await testCore();
  const js = await testJavaScript();
  const all = {
    passed: core.passed + js.passed,
    failed: core.failed + js.failed,
    skipped: core.skipped + js.skipped,
  };
  process.stdout.write(
    [
      `C++: ${core.passed} tests passed, ${rest(core)}`,
      `JavaScript: ${js.passed} tests passed, ${rest(js)}`,
      `${all.passed} passed, ${rest(all)}`,
      '',
    ].join('\n'),
  );
  process.exitCode = all.failed === 0 ? 0 : 1;
});
