// The shapes of data of the re-check; types only, no code.

/**
 * Options of `verify`.
 * @typedef {object} VerifyOptions
 * @property {number} [timeLimit] seconds for a certificate of scope `global` where X, with its bias
 *   column, has rank 4 or more; 10 by default
 */

/**
 * What a re-check found.
 * @typedef {object} Verification
 * @property {boolean} valid
 * @property {number} objective recomputed from the network
 * @property {number} lowerBound recomputed from the dual variable: what was proven, even if that is
 *   less than the certificate claims
 * @property {number} gap
 * @property {number} relativeGap
 * @property {import('./name-types.js').Scope | 'unknown'} scope of the certificate, 'unknown' where it names none
 * @property {string[]} reasons a sentence for everything that is wrong
 */

/**
 * `verify`, executed elsewhere. Only malformed X, Y or options reject.
 * @callback VerifyElsewhere
 * @param {import('./types.js').MatrixInput} X
 * @param {import('./types.js').TargetInput} Y
 * @param {import('./types.js').NetworkData} network
 * @param {import('./types.js').Certificate} certificate
 * @param {VerifyOptions} [options]
 * @returns {Promise<Verification>}
 */

export {};
