/**
 * The state in the page's address: written a moment after a change, read when it changes. Every
 * resting state is an entry of the browser's history, so that back and forward work.
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
  let first = true;

  function writeHash() {
    const text = encodeState(app.now.state);
    const { pathname, search, hash } = location;
    const address = text ? `#${text}` : pathname + search;
    if (hash === (text && `#${text}`)) return;
    try {
      if (first) history.replaceState(null, '', address);
      else history.pushState(null, '', address);
    } catch {
      // Some frames have no history of their own, and browsers end floods of entries: the page
      // goes on without.
    }
    first = false;
  }

  app.onState(() => {
    clearTimeout(timer);
    timer = setTimeout(writeHash, DELAY);
  });
  addEventListener('popstate', () => {
    clearTimeout(timer);
    const next = decodeState(location.hash);
    if (encodeState(next) !== encodeState(app.now.state)) app.setState(next);
  });
}
