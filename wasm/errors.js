// The one error class of the package, and how values are shown in its messages.

/**
 * What is wrong: with what was given ('invalid-argument': the message names argument, rule and value),
 * with the memory ('out-of-memory', estimated before it is taken), a use after `dispose` or `terminate`
 * ('disposed'), WebAssembly that could not be loaded ('wasm-load'), or the package itself ('internal').
 * @typedef {'invalid-argument' | 'out-of-memory' | 'disposed' | 'wasm-load' | 'internal'} ErrorCode
 */

/**
 * Every error the package throws on purpose. `code` is stable; the message is for people: it names
 * the argument, the rule and the value.
 *
 * The entries of the package are bundled one by one and each has its own copy of this class, so
 * compare `error.code` rather than using `instanceof` across entries.
 */
export class ConvexReluError extends Error {
  /** @override */
  static name = 'ConvexReluError';

  // A field, because assigning fails where Error.prototype is frozen.
  /** @override */
  name = 'ConvexReluError';

  /**
   * @param {ErrorCode} code
   * @param {string} message
   * @param {{ cause?: unknown }} [options]
   */
  constructor(code, message, options) {
    super(message, options);
    /** @type {ErrorCode} */
    this.code = code;
  }
}

/**
 * @param {string} message
 * @returns {ConvexReluError}
 */
export function invalidArgument(message) {
  return new ConvexReluError('invalid-argument', message);
}

/**
 * The error where an argument breaks its rule.
 *
 * @param {unknown} holds
 * @param {string} name of the argument
 * @param {string} rule what it must do, as in 'be a whole number'
 * @param {unknown} value
 * @param {ErrorCode} [code]
 * @returns {asserts holds}
 */
export function check(holds, name, rule, value, code = 'invalid-argument') {
  if (!holds) throw new ConvexReluError(code, `${name} must ${rule}, but is ${show(value)}`);
}

/**
 * @param {string} name of the argument
 * @param {readonly unknown[]} known what it may be
 * @param {unknown} value
 */
export function checkOneOf(name, known, value) {
  check(known.includes(value), name, `be ${known.map(show).join(' or ')}`, value);
}

/**
 * @param {string} name of the argument
 * @param {number} least
 * @param {any} value
 * @returns {number}
 */
export function readCount(name, least, value) {
  check(Number.isInteger(value) && value >= least, name, `be a whole number >= ${least}`, value);
  return value;
}

/**
 * @param {string} name of the argument
 * @param {unknown} value
 */
export function readObject(name, value) {
  check(Object(value) === value && !Array.isArray(value), name, 'be an object', value);
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * A value as it should stand in an error message: short, and never throwing.
 *
 * @param {any} value
 * @returns {string}
 */
export function show(value) {
  if (typeof value === 'string') return `'${shorten(value)}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (Object(value) !== value) return String(value);
  const kind = value.constructor?.name;
  return typeof kind === 'string' && kind && kind !== 'Object'
    ? kind + (Number.isFinite(value.length) ? `(${value.length})` : '')
    : `{${shorten(Object.keys(/** @type {object} */ (value)).join(', '))}}`;
}

/** @param {string} text */
function shorten(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/**
 * The error for a name that is not among the known ones, with a suggestion where one is near.
 *
 * @param {string} what what kind of name it is: "option", "key of patterns"
 * @param {string} name
 * @param {readonly string[]} known
 * @returns {ConvexReluError}
 */
export function unknownName(what, name, known) {
  const near = nearest(name, known);
  const hint = near === undefined ? '' : `; did you mean '${near}'?`;
  return invalidArgument(`unknown ${what} '${shorten(name)}'${hint} (known: ${known.join(', ')})`);
}

/**
 * @param {string} name
 * @param {readonly string[]} known
 * @returns {string | undefined}
 */
function nearest(name, known) {
  const allowed = Math.max(1, Math.floor(name.length / 3));
  let best;
  let bestDistance = allowed + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * Levenshtein's distance, a row of the table at a time.
 *
 * @param {string} a
 * @param {string} b
 */
function editDistance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
