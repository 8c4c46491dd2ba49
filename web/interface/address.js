/**
 * The state in the page's address: written a moment after a change, read when it changes.
 *
 * @typedef {import('../app.js').App} App
 */

import { decodeState, encodeState } from '../state/hash.js';

/** Milliseconds without a change before the address follows. */
const DELAY = 300;

/** @param {App} app */
export function installAddress(app) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function writeHash() {
    const text = encodeState(app.now.state);
    const { pathname, search } = location;
    history.replaceState(null, '', text ? `#${text}` : pathname + search);
  }

  app.onState(() => {
    clearTimeout(timer);
    timer = setTimeout(writeHash, DELAY);
  });
  addEventListener('hashchange', () => {
    const next = decodeState(location.hash);
    if (encodeState(next) !== encodeState(app.now.state)) app.setState(next);
  });
}
