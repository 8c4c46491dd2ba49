/** The peers' bench, see docs/performance.md; `--quick` takes the two small problems only. */
import { command, runProgram } from '../program.js';
import { formatTable } from '../table.js';
import { preparePython, prepareTensorflow, runScript } from './python.js';
import { peerProblems } from './problems.js';
import { gaps, ratioOf, rowOfCourse } from './rows.js';

/** @typedef {import('./problems.js').PeerProblem} PeerProblem */
/** @typedef {import('./rows.js').Row} Row */

const convexSolvers = ['CLARABEL', 'ECOS', 'SCS'];
/** CVXPY's solvers are asked once for each; what they come to is measured. */
const tolerances = [1e-4, 1e-9];
const rates = [1e-3, 1e-2];

/**
 * @param {{ quick: boolean, limit: number }} settings
 * @param {(text: string) => void} print
 */
export async function runPeers({ quick, limit }, print) {
  const missing = await preparePython();
  const tensorflow = await prepareTensorflow();
  if (!tensorflow) missing.push('npm could not install @tensorflow/tfjs: left out');
  missing.forEach((sentence) => print(sentence));
  const diabetes = quick ? undefined : await runScript('diabetes.py');
  if (diabetes?.failure) print(`diabetes is left out: ${diabetes.failure}`);
  const problems = await peerProblems(quick, diabetes?.failure ? undefined : diabetes);
  for (const problem of problems) {
    const { name, formulation, beta, gates, optimum } = problem;
    const title = `${name}, ${formulation}, β = ${beta}, ${gates.length} patterns`;
    const rows = await rowsOf(problem, limit, tensorflow);
    print(`${title}: optimum ${optimum.toFixed(9)}\n\n${formatTable(rows)}`);
  }
}

/**
 * @param {PeerProblem} problem
 * @param {number} limit
 * @param {string | undefined} tensorflow
 */
async function rowsOf(problem, limit, tensorflow) {
  const { optimum } = problem;
  const wasm = await runScript('ours.js', { problem, repeats: 10 });
  if (wasm.failure) throw new Error(wasm.failure);
  const rows = [
    rowOfCourse('ours, first training', wasm.cold, optimum, wasm),
    rowOfCourse('ours', wasm.warm, optimum, wasm),
    await nativeRow(problem, limit),
    ...(await scnnRows(problem, limit)),
    ...(await cvxpyRows(problem, limit)),
  ];
  if (problem.complete && problem.formulation === 'relu') {
    const exact = await runScript('ours.js', { problem, repeats: 10, exact: true });
    if (exact.failure) throw new Error(exact.failure);
    rows.splice(
      2,
      0,
      rowOfCourse('ours, exact, first', exact.cold, optimum, exact),
      rowOfCourse('ours, exact', exact.warm, optimum, exact),
    );
    rows.push(...(await adamRows(problem, limit, tensorflow)));
  }
  const to = (/** @type {Row} */ row) => Number(row['to 1e-3']);
  const ours = to(rows[1]);
  return rows.map((row) => ({ ...row, 'ratio at 1e-3': ratioOf(to(row), limit, ours) }));
}

/**
 * @param {PeerProblem} problem
 * @param {number} limit
 */
async function nativeRow({ X, Y, gates, formulation, beta, optimum }, limit) {
  const kind = /** @type {const} */ ('given');
  const task = { X, Y, gates, formulation, beta, kind, loss: 'squared', tolerance: 1e-6, limit };
  const [{ history }] = await runProgram('native', [command('train', task)]);
  const course = {
    seconds: history.map((/** @type {number[]} */ [seconds]) => seconds),
    objectives: history.map((/** @type {number[]} */ [, objective]) => objective),
  };
  return rowOfCourse('ours, native', course, optimum, { violation: 0 });
}

/**
 * @param {PeerProblem} problem
 * @param {number} limit
 */
async function scnnRows(problem, limit) {
  const outcome = await runScript('run_scnn.py', { problem, limit }, 3 * limit + 60);
  const name = problem.formulation === 'relu' ? 'scnn AL' : 'scnn R-FISTA';
  if (outcome.failure) return [failed(name, outcome.failure)];
  // The last iterate's: what it would hand back.
  const violation = outcome.violations.at(-1) ?? 0;
  return [rowOfCourse(name, outcome, problem.optimum, { ...outcome, violation })];
}

/**
 * Two rows a solver: its own time, and with what CVXPY does before and after.
 * @param {PeerProblem} problem
 * @param {number} limit
 */
async function cvxpyRows(problem, limit) {
  const rows = [];
  for (const solver of convexSolvers) {
    const outcomes = [];
    for (const tolerance of tolerances) {
      const task = { problem, limit, solver, tolerance };
      outcomes.push(await runScript('run_cvxpy.py', task, limit + 60));
    }
    const good = outcomes.filter(({ failure }) => !failure);
    if (good.length === 0) {
      rows.push(failed(`CVXPY ${solver}`, outcomes[0].failure));
      continue;
    }
    for (const [field, label] of [
      ['solver', `${solver} alone`],
      ['total', `CVXPY with ${solver}`],
    ]) {
      rows.push(bestOf(label, good, field, problem.optimum));
    }
  }
  return rows;
}

/**
 * The fastest of several solves that came within each gap.
 * @param {string} label
 * @param {any[]} outcomes
 * @param {string} field
 * @param {number} optimum
 * @returns {Row}
 */
function bestOf(label, outcomes, field, optimum) {
  const rest = {
    violation: Math.max(...outcomes.map(({ violation }) => violation)),
    megabytes: Math.max(...outcomes.map(({ megabytes }) => megabytes)),
  };
  const rows = outcomes.map((outcome) =>
    rowOfCourse(
      label,
      { seconds: [outcome[field]], objectives: [outcome.objective] },
      optimum,
      rest,
    ),
  );
  const best = { ...rows[0] };
  for (const gap of gaps) {
    const name = `to ${gap.toExponential(0)}`;
    const times = rows.map((row) => Number(row[name])).filter((time) => !Number.isNaN(time));
    Object.assign(best, { [name]: times.length > 0 ? Math.min(...times) : NaN });
  }
  return best;
}

/**
 * Adam's networks lie in the scope of the optimum only where the program has all patterns.
 * @param {PeerProblem} problem
 * @param {number} limit
 * @param {string | undefined} module
 */
async function adamRows(problem, limit, module) {
  const rows = [];
  const scripts = [
    ['run_adam.py', 'scikit-learn Adam'],
    ...(module ? [['adam.js', 'TF.js Adam']] : []),
  ];
  for (const [script, name] of scripts) {
    for (const rate of rates) {
      const task = { problem, limit, rate, module };
      const outcome = await runScript(script, task, 3 * limit + 60);
      const label = `${name}, rate ${rate}`;
      rows.push(
        outcome.failure
          ? failed(label, outcome.failure)
          : rowOfCourse(label, outcome, problem.optimum, { ...outcome, violation: 0 }),
      );
    }
  }
  return rows;
}

/**
 * @param {string} name
 * @param {string} why
 * @returns {Row}
 */
function failed(name, why) {
  return rowOfCourse(`${name}: ${why}`, { seconds: [], objectives: [] }, 1, { violation: NaN });
}
