// How many workers share the work.

import { invalidArgument, show } from './errors.js';

/**
 * Where there are none.
 *
 * @param {unknown} workers
 */
export function refuseWorkers(workers) {
  if (workers === undefined) return;
  throw invalidArgument(
    `workers must be left out here, where there are none, but is ${show(workers)}: ` +
      "the functions of 'convexrelu/worker' share their work among workers",
  );
}

/**
 * @param {unknown} workers
 * @returns {number}
 */
export function checkWorkers(workers) {
  if (typeof workers === 'number' && Number.isInteger(workers) && workers >= 1) return workers;
  throw invalidArgument(`workers must be a whole number >= 1, but is ${show(workers)}`);
}
