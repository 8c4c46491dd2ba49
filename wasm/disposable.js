// What `using` and `await using` call, in engines that know them.

/**
 * @template {{ dispose: () => unknown }} Resource
 * @param {Resource} resource
 * @returns {Resource & import('./types.js').MaybeDisposable} the same
 */
export function asDisposable(resource) {
  // Not in the class's body: older engines do not have the symbols.
  for (const symbol of [Symbol.dispose, Symbol.asyncDispose]) {
    if (typeof symbol === 'symbol') {
      Object.defineProperty(resource, symbol, { value: () => resource.dispose() });
    }
  }
  return /** @type {any} */ (resource);
}
