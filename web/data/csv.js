/**
 * Tables of text: read by papaparse, judged, and made into points. Only this file knows papaparse,
 * and it is loaded when a table arrives.
 *
 * @typedef {import('./points.js').Point} Point
 * @typedef {import('./points.js').Task} Task
 * @typedef {{ name: string, cells: string[], numbers: number[] | null, kinds: string[] }} Column
 *   numbers: null where a cell is none; kinds: the different cells, in the order in which they come;
 *   where they are too many for classes, only so many that this is seen
 * @typedef {{ columns: Column[], rows: number, dropped: number }} Sheet
 *   dropped: rows left out because a cell is empty or missing
 * @typedef {{ target: string, features: string[], standardize: boolean }} Choice
 * @typedef {{ task: Task, classes: number, names: string[], points: Point[],
 *   axes: { x: string, y: string } }} Made  names: of the classes
 */

import Papa from 'papaparse';
import { MAX_POINTS } from './points.js';
import { standardized } from './measured.js';

/** More characters than this are not read. */
export const LONGEST = 20_000_000;

/** More classes than this are taken for numbers or names, not for classes. */
const MOST_CLASSES = 6;

/** What cannot be used, with the words for it chosen elsewhere by `reason`. */
export class Unusable extends Error {
  /**
   * @param {string} reason a key of the words
   * @param {Record<string, string | number>} [details]
   */
  constructor(reason, details = {}) {
    super(reason);
    this.reason = reason;
    this.details = details;
  }
}

/** @param {string} text @returns {Sheet} */
export const readSheet = (text) => toSheet(readTable(text));

/**
 * The cells of a text, row by row.
 *
 * @param {string} text
 */
export function readTable(text) {
  if (text.length > LONGEST) throw new Unusable('tooLong');
  if (text.includes('\0')) throw new Unusable('binary');
  const { data } = Papa.parse(text.trim(), { skipEmptyLines: 'greedy' });
  return /** @type {string[][]} */ (data).map((row) => row.map((cell) => cell.trim()));
}

/**
 * @param {string[][]} table
 * @returns {Sheet}
 */
export function toSheet(table) {
  if (table.length === 0) throw new Unusable('empty');
  const headed = hasHead(table);
  const width = table[0].length;
  if (width < 2) throw new Unusable('oneColumn');
  const body = headed ? table.slice(1) : table;
  const whole = body.filter((row) => row.length === width && row.every((cell) => !isMissing(cell)));
  if (whole.length < 2) throw new Unusable('tooFewRows', { count: whole.length });
  if (whole.length > MAX_POINTS) {
    throw new Unusable('tooManyRows', { count: whole.length, most: MAX_POINTS });
  }
  const columns = table[0].map((head, k) => {
    const cells = whole.map((row) => row[k]);
    const numbers = cells.map(toNumber);
    return {
      name: (headed && head) || `${k + 1}`,
      cells,
      numbers: numbers.every(Number.isFinite) ? numbers : null,
      kinds: kindsOf(cells),
    };
  });
  return { columns: named(columns), rows: whole.length, dropped: body.length - whole.length };
}

/** Numbers in their order, words as they come. @param {string[]} cells */
function kindsOf(cells) {
  const seen = new Set();
  for (const cell of cells) if (seen.size <= MOST_CLASSES) seen.add(cell);
  const kinds = [...seen];
  return kinds.every((kind) => Number.isFinite(toNumber(kind)))
    ? kinds.sort((a, b) => toNumber(a) - toNumber(b))
    : kinds;
}

/**
 * The first row holds names where none of its cells is a number and another row has some.
 *
 * @param {string[][]} table
 */
function hasHead(table) {
  const isNumber = (/** @type {string} */ cell) => Number.isFinite(toNumber(cell));
  return !table[0].some(isNumber) && table.slice(1).some((row) => row.some(isNumber));
}

/** @param {string} cell */
const isMissing = (cell) => /^(|\?|-|na|n\/a|nan|null|none)$/i.test(cell);

/** A comma may stand for the point. @param {string} cell */
function toNumber(cell) {
  const text = cell.includes(',') && /^[-+]?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell;
  return text === '' ? NaN : Number(text);
}

/** Names that occur twice get a number. @param {Column[]} columns */
function named(columns) {
  const seen = new Map();
  return columns.map((column) => {
    const count = (seen.get(column.name) ?? 0) + 1;
    seen.set(column.name, count);
    return count === 1 ? column : { ...column, name: `${column.name} (${count})` };
  });
}

/** @param {Column} column whether its cells can be classes */
export const isClasses = ({ kinds, cells, numbers }) =>
  kinds.length >= 2 &&
  kinds.length <= MOST_CLASSES &&
  (!numbers || kinds.length < cells.length / 2);

/** @param {Column} column whether it can be a target */
export const isTarget = (column) => isClasses(column) || column.numbers !== null;

/**
 * What to begin with: the last column that can be a target, and the first two of numbers beside it.
 *
 * @param {Sheet} sheet
 * @returns {Choice}
 */
export function suggest({ columns }) {
  const last = [...columns].reverse();
  const target = last.find(isClasses) ?? last.find(isTarget);
  const features = columns.filter((column) => column.numbers && column !== target);
  if (!target || features.length === 0) throw new Unusable('noNumbers');
  return {
    target: target.name,
    features: features.slice(0, 2).map(({ name }) => name),
    standardize: true,
  };
}

/**
 * One feature and numbers as target make a curve; a second feature is needed for classes.
 *
 * @param {Sheet} sheet
 * @param {Choice} choice
 * @returns {Made}
 */
export function toPoints({ columns }, { target, features, standardize }) {
  const byName = (/** @type {string} */ name) => columns.find((column) => column.name === name);
  const targets = byName(target);
  if (!targets || !isTarget(targets)) throw new Unusable('badTarget', { name: target });
  const chosen = features.map((name) => {
    const numbers = byName(name)?.numbers;
    if (!numbers) throw new Unusable('badFeature', { name });
    if (name === target) throw new Unusable('sameColumn', { name });
    return standardize ? standardized(numbers) : numbers;
  });
  const flat = chosen[0].map(() => 0);
  const [x, second] = chosen;
  const axes = { x: features[0], y: features[1] ?? '' };
  if (isClasses(targets)) {
    const { kinds, cells } = targets;
    const many = kinds.length > 2;
    const labels = cells.map((cell) => kinds.indexOf(cell)).map((k) => (many ? k : 2 * k - 1));
    const points = labels.map((label, i) => ({ x: x[i], y: (second ?? flat)[i], label }));
    const task = many ? 'many' : 'classes';
    return { task, classes: kinds.length, names: kinds, points, axes };
  }
  const numbers = targets.numbers ?? [];
  const values = standardize ? standardized(numbers) : numbers;
  const points = second
    ? values.map((label, i) => ({ x: x[i], y: second[i], label }))
    : values.map((value, i) => ({ x: x[i], y: value, label: 1 }));
  const task = second ? 'surface' : 'line';
  return { task, classes: 0, names: [], points, axes: second ? axes : { x: axes.x, y: target } };
}
