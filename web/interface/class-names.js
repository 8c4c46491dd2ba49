/**
 * How classes are called: as in the table they come from, else by their colour or number.
 *
 * @typedef {import('../state/scene.js').Scene} Scene
 */

import { className } from '../strings.js';
import { editing as words } from '../strings-tools.js';

/**
 * The name of a label, for buttons and tables.
 *
 * @param {Pick<Scene, 'task' | 'names'>} scene
 * @param {number} label
 */
export function classNameOf({ task, names }, label) {
  if (task === 'line') return words.point;
  if (task === 'surface') return label < 0 ? words.low : words.high;
  const index = task === 'many' ? label : Number(label > 0);
  return names?.[index] ?? (task === 'many' ? words.classNumber(label + 1) : className(label));
}

/**
 * The labels of a scene with classes.
 *
 * @param {Pick<Scene, 'task' | 'classes'>} scene
 */
export const labelsOf = ({ task, classes }) =>
  task === 'many' ? Array.from({ length: classes }, (_, k) => k) : [-1, 1];
