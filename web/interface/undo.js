/**
 * Undo and redo of the whole state, by buttons and by the usual keys.
 *
 * @typedef {import('../app.js').App} App
 * @typedef {import('../state/hash.js').State} State
 */

import { begin, record, redo, undo } from '../state/history.js';
import { byId } from './make.js';
import { editing as words } from '../strings-tools.js';

/** @param {App} app */
export function installUndo(app) {
  /** @type {HTMLButtonElement} */
  const undoButton = byId('undo');
  /** @type {HTMLButtonElement} */
  const redoButton = byId('redo');
  /** @type {import('../state/history.js').Past<State> | null} */
  let history = null;
  let travelling = false;

  app.onState((state, { live = false }) => {
    if (travelling) return;
    history = history ? record(history, state, live) : begin(state);
    show();
  });

  function show() {
    undoButton.disabled = !history?.past.length;
    redoButton.disabled = !history?.future.length;
  }

  /** @param {typeof undo<State>} move @param {string} done @param {string} nothing */
  function travel(move, done, nothing) {
    if (!history) return;
    const before = history.present;
    history = move(history);
    show();
    if (history.present === before) {
      app.say(nothing);
      return;
    }
    travelling = true;
    app.setState(history.present);
    travelling = false;
    app.say(done);
  }

  const back = () => travel(undo, words.undone, words.nothingToUndo);
  const forth = () => travel(redo, words.redone, words.nothingToRedo);
  undoButton.addEventListener('click', back);
  redoButton.addEventListener('click', forth);
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) back();
    else if (key === 'y' || key === 'z') forth();
    else return;
    event.preventDefault();
  });
  show();
}

/**
 * Where text is typed, the browser's own undo stays.
 *
 * @param {EventTarget | null} target
 */
function isText(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && ['text', 'number', 'url'].includes(target.type);
}
