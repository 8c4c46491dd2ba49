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

const longestShown = 40;

/**
 * A value as it should stand in an error message: short, and never throwing.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function show(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return `'${shorten(value)}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length ? `an array of length ${value.length}` : '[]';
  const kind = Object.getPrototypeOf(value)?.constructor?.name;
  if (typeof kind === 'string' && kind && kind !== 'Object') {
    return `${'AEIO'.includes(kind[0]) ? 'an' : 'a'} ${kind}`;
  }
  const keys = Object.keys(value);
  return keys.length ? `an object with the keys ${shorten(keys.join(', '))}` : '{}';
}

/** @param {string} text */
function shorten(text) {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
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
