/** From what was measured to the section of docs/accuracy.md between its markers. */

/** @typedef {import('./evaluate.js').Measured} Measured */

/**
 * What was measured last, as tests/table/results.json holds it. `earlier`: the data sets that were last measured
 * without Python, so that their references are of a run before.
 * @typedef {object} Results
 * @property {string} machine
 * @property {Record<string, string>} versions
 * @property {Record<string, { score: string, n: number, d: number, ours: Record<string, Measured> }>} sets
 * @property {{ machine: string, versions: Record<string, string>, earlier: string[],
 *   sets: Record<string, Record<string, Measured>> }} references
 */

export const markers = ['<!-- table: begin -->', '<!-- table: end -->'];

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {number[]} values */
function deviation(values) {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, it) => sum + (it - center) ** 2, 0) / (values.length - 1));
}

/**
 * @param {Results} results
 * @returns {string} Markdown
 */
export function render(results) {
  const { machine, versions, sets, references } = results;
  const names = Object.keys(sets);
  const measured = names.map((name) => ({ ...sets[name].ours, ...references.sets[name] }));
  const rows = [...new Set(measured.flatMap(Object.keys))];
  const table = (/** @type {(it: Measured, score: string) => string} */ show) =>
    markdown(
      ['', ...names.map((name) => `${name}, ${sets[name].n}×${sets[name].d}`)],
      rows.map((row) => [
        row,
        ...names.map((name, k) =>
          measured[k][row] ? show(measured[k][row], sets[name].score) : '',
        ),
      ]),
    );
  const listed = (/** @type {Record<string, string>} */ them) =>
    Object.entries(them)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ');
  const earlier = references.earlier.filter((name) => names.includes(name));
  const others =
    earlier.length > 0
      ? `Without Python, so for ${earlier.join(', ')} the rows of others are of an earlier run, on ` +
        `${references.machine}, with ${listed(references.versions)}.`
      : `Others: ${listed(references.versions)}.`;
  return [
    'Mean over the five folds of the accuracy in per cent, for diabetes of R², and its standard deviation:',
    table(({ scores }, score) =>
      score === 'accuracy'
        ? `${(100 * mean(scores)).toFixed(1)} ± ${(100 * deviation(scores)).toFixed(1)}`
        : `${mean(scores).toFixed(3)} ± ${deviation(scores).toFixed(3)}`,
    ),
    'Seconds of a training with the choice of its strength, mean over the folds:',
    table(({ seconds }) => shortened(mean(seconds))),
    `\`npm run table\` on ${machine}, with ${listed(versions)}. ${others}`,
  ].join('\n\n');
}

/** @param {number} seconds */
function shortened(seconds) {
  return seconds < 10 ? seconds.toPrecision(2) : seconds.toFixed(0);
}

/**
 * As Prettier has it, so that the page stays as it is.
 * @param {string[]} head
 * @param {string[][]} rows
 */
function markdown(head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, k) => Math.max(3, ...all.map((row) => [...row[k]].length)));
  const line = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, k) => cell + ' '.repeat(widths[k] - [...cell].length)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/**
 * @param {string} page
 * @param {string} section
 */
export function replaceSection(page, section) {
  const [begin, end] = markers.map((marker) => page.indexOf(marker));
  if (begin < 0 || end < begin) throw new Error(`the page must have ${markers.join(' and ')}`);
  return `${page.slice(0, begin + markers[0].length)}\n\n${section}\n\n${page.slice(end)}`;
}
