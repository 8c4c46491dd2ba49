// What a training records of its course; types only, no code.

/**
 * The course of a training: arrays of equal length, an entry per certified check.
 * @typedef {object} History
 * @property {Float64Array} seconds
 * @property {Float64Array} iterations
 * @property {Float64Array} objective
 * @property {Float64Array} lowerBound of the program as it was then: it falls where pricing added
 *   patterns, and nowhere else
 * @property {Float64Array} [gap] this and what follows where the option metrics names it, of the
 *   network known then; info().metrics says what each one is
 * @property {Float64Array} [trainLoss]
 * @property {Float64Array} [testLoss]
 * @property {Float64Array} [trainAccuracy]
 * @property {Float64Array} [testAccuracy]
 * @property {Float64Array} [trainR2]
 * @property {Float64Array} [testR2]
 * @property {Float64Array} [activeNeurons]
 * @property {Float64Array} [activeFeatures]
 * @property {Float64Array} [sparsity]
 * @property {Float64Array} [constraintViolation]
 */

export {};
