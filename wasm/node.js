// Node's own modules, from code that also runs in browsers.

/**
 * Imports `node:<name>` such that no bundler tries to resolve it for the browser.
 *
 * @param {string} name
 * @returns {Promise<any>}
 */
export function importNode(name) {
  return import(/* webpackIgnore: true */ /* @vite-ignore */ `node:${name}`);
}
