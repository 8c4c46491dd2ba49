// Words of what is loaded later or beside the first picture: editing, tables, taking away. What
// the first picture needs is in strings.js.

import { formatCount } from './format.js';

/** @param {number} count @param {string} one */
const plural = (count, one) => `${formatCount(count)} ${count === 1 ? one : `${one}s`}`;

export const editing = {
  undone: 'Undone.',
  redone: 'Redone.',
  nothingToUndo: 'Nothing to undo.',
  nothingToRedo: 'Nothing to redo.',
  /** @param {number} count */
  painted: (count) => `Painted. ${plural(count, 'point')}.`,
  point: 'Point',
  low: 'Low',
  high: 'High',
  erase: 'Erase',
  /** @param {number} number */
  classNumber: (number) => `Class ${number}`,
};

export const importing = {
  title: 'Your own data',
  privacy: 'The data never leave your browser: everything is read and trained here.',
  file: 'File',
  paste: 'Or paste a table',
  drop: 'A file dropped anywhere on the page is opened here, too.',
  target: 'Learn',
  featureX: 'From',
  featureY: 'and',
  none: 'nothing else',
  standardize: 'Standardise (mean 0, deviation 1)',
  use: 'Use these points',
  cancel: 'Cancel',
  /** @param {number} rows @param {number} dropped */
  found: (rows, dropped) =>
    dropped > 0
      ? `${plural(rows, 'row')}; ${plural(dropped, 'row')} with empty or missing cells left out.`
      : `${plural(rows, 'row')}.`,
  /** @type {Record<string, string>} */
  tasks: {
    classes: 'Two classes.',
    many: 'Several classes: a network against all others for each.',
    line: 'A function of one variable.',
    surface: 'A function of two variables.',
  },
  /** @param {number} count */
  taken: (count) => `${plural(count, 'point')} taken from the table.`,
  /** @type {Record<string, (details: Record<string, string | number>) => string>} */
  unusable: {
    tooLong: () => 'This is more than 20 million characters, too much for this page.',
    binary: () => 'This is no text. Spreadsheets can be saved as CSV.',
    empty: () => 'There is nothing in it.',
    oneColumn: () =>
      'There is only one column. A table needs one to learn from and one to learn; commas, semicolons or tabs part them.',
    tooFewRows: ({ count }) =>
      `Only ${count} of the rows ${count === 1 ? 'has' : 'have'} a cell in every column; at least 2 are needed.`,
    tooManyRows: ({ count, most }) =>
      `There are ${formatCount(Number(count))} rows; this page takes up to ${formatCount(Number(most))}.`,
    noNumbers: () =>
      'There is no column of numbers to learn from. Letters and dates cannot be used.',
    badTarget: ({ name }) =>
      `“${name}” cannot be learned: it holds neither numbers nor two to six classes.`,
    badFeature: ({ name }) => `“${name}” holds something that is not a number.`,
    sameColumn: ({ name }) => `“${name}” is what is to be learned; choose another column.`,
    tooLarge: () => 'Some numbers are too large for the picture. Standardise them.',
  },
  unreadable: 'This file could not be read.',
};

export const pointsTable = {
  caption: 'The points, with what the network predicts for them',
  columns: {
    number: '#',
    x: 'x',
    y: 'y',
    label: 'Class',
    value: 'Value',
    prediction: 'Prediction',
  },
  remove: 'Remove',
  /** @param {number} number */
  removeRow: (number) => `Remove point ${number}`,
  /** @param {string} column @param {number} number */
  cell: (column, number) => `${column} of point ${number}`,
  add: 'Add a point',
  /** @param {number} from @param {number} to @param {number} count */
  range: (from, to, count) => `${formatCount(from)} to ${formatCount(to)} of ${formatCount(count)}`,
  previous: 'Previous',
  next: 'Next',
  none: 'No points yet.',
  notNumber: 'This is not a number; the point stays where it was.',
};

export const takeaway = {
  title: 'Take away',
  shown: 'What was copied',
  copied: 'Copied.',
  /** @param {string} name */
  saved: (name) => `Saved as ${name}.`,
  /** @param {string} why */
  failed: (why) => `This did not work: ${why}.`,
  tooMany: 'More than 2,000 points do not fit into a link: it holds the settings only.',
  /** @type {Record<string, string>} */
  groups: {
    share: 'Share',
    code: 'Train it yourself',
    network: 'The network',
    proof: 'The proof',
    picture: 'The picture',
  },
  /** @type {Record<string, string>} */
  items: {
    link: 'Copy link',
    embed: 'Copy embed code',
    training: 'Copy as JavaScript',
    scnn: 'Copy as Python (scnn)',
    onnx: 'ONNX',
    pytorch: 'PyTorch',
    javascript: 'JavaScript module',
    json: 'JSON',
    certificate: 'Certificate (JSON)',
    curves: 'Curves (CSV)',
    png: 'PNG',
    svg: 'SVG',
  },
};

export const lesson = {
  back: 'Back',
  next: 'Next',
  end: 'Finish',
  close: 'Close lesson',
  /** @param {number} step @param {number} count */
  place: (step, count) => `Step ${step} of ${count}`,
};
