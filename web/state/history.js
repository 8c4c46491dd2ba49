/**
 * Undo and redo: the states there were before, and those undone. Changes of one gesture, as while
 * something is dragged, are one step.
 *
 * @template T
 * @typedef {{ past: T[], present: T, future: T[], open: boolean }} Past
 *   open: the present is still being changed
 */

const MOST = 200;

/**
 * @template T
 * @param {T} present
 * @returns {Past<T>}
 */
export const begin = (present) => ({ past: [], present, future: [], open: false });

/**
 * @template T
 * @param {Past<T>} history
 * @param {T} next
 * @param {boolean} live more changes of the same gesture follow
 * @returns {Past<T>}
 */
export function record(history, next, live) {
  if (next === history.present) return { ...history, open: live };
  const past = history.open ? history.past : [...history.past, history.present].slice(-MOST);
  return { past, present: next, future: [], open: live };
}

/**
 * @template T
 * @param {Past<T>} history
 * @returns {Past<T>} the same where there is nothing to undo
 */
export function undo({ past, present, future, ...rest }) {
  if (past.length === 0) return { past, present, future, ...rest };
  return {
    past: past.slice(0, -1),
    present: past[past.length - 1],
    future: [present, ...future],
    open: false,
  };
}

/**
 * @template T
 * @param {Past<T>} history
 * @returns {Past<T>} the same where there is nothing to redo
 */
export function redo({ past, present, future, ...rest }) {
  if (future.length === 0) return { past, present, future, ...rest };
  return { past: [...past, present], present: future[0], future: future.slice(1), open: false };
}
