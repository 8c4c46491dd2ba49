// The shapes of data that several modules share; types only, no code.

/** @import { Formulation, LossName, MetricName, PatternsKind } from './name-types.js' */
/** @import { RegularizerName, ResolvedOptions, SamplerName, Scope } from './name-types.js' */
/** @import { SolverName } from './name-types.js' */

/**
 * One row of numbers.
 * @typedef {ArrayLike<number>} NumberRow
 */

/**
 * A matrix as flat row-major numbers.
 * @typedef {object} FlatMatrix
 * @property {ArrayLike<number>} data
 * @property {readonly number[]} shape [rows, columns]
 */

/**
 * A matrix as users give it: an array of rows, or flat row-major data with its shape.
 * @typedef {readonly NumberRow[] | FlatMatrix} MatrixInput
 */

/**
 * Targets: one number per sample, or a matrix n×c.
 * @typedef {NumberRow | MatrixInput} TargetInput
 */

/**
 * A network as plain data. Matrices are flat and row-major: `W1` is m×d, `W2` is c×m, `gates`
 * (gated ReLU only) is m×(d+1), each gate's bias weight last.
 * @typedef {object} NetworkData
 * @property {Formulation} formulation
 * @property {number} d features
 * @property {number} c outputs
 * @property {number} m neurons
 * @property {ArrayLike<number>} W1
 * @property {ArrayLike<number>} b1
 * @property {ArrayLike<number>} W2
 * @property {ArrayLike<number>} [gates]
 */

/**
 * How far a training has come.
 * @typedef {object} Progress
 * @property {boolean} done
 * @property {'running' | ReportStatus} status
 * @property {number} iterations
 * @property {number} seconds
 * @property {number} objective
 * @property {number} lowerBound
 * @property {number} gap
 * @property {number} relativeGap
 * @property {number} neurons
 */

/**
 * Why a training ended; only 'optimal' means that the gap is within the tolerance.
 * @typedef {'optimal' | 'iteration-limit' | 'time-limit' | 'stalled'} ReportStatus
 */

/** @typedef {import('./history-types.js').History} History */

/**
 * How good the network of a training is, and how it was found.
 * @typedef {object} Report
 * @property {'running' | ReportStatus} status why the training ended; 'running' only where a trainer
 *   is asked for its result before
 * @property {Scope} scope what `lowerBound` covers
 * @property {number} objective of the returned network
 * @property {number} lowerBound
 * @property {number} gap
 * @property {number} relativeGap
 * @property {number} beta
 * @property {number} betaMax from this β on the zero network is optimal
 * @property {number} neurons
 * @property {{ kind: PatternsKind, used: number, priced: number, total: number | null }} patterns
 *   `used` by the program, or by the network's neurons where it is over all patterns; how many of
 *   them pricing added; `total`: how many there are, null where they were not counted
 * @property {number} iterations
 * @property {number} seconds
 * @property {SolverName} solver
 * @property {History} history
 * @property {ResolvedOptions} options the options as resolved: defaults merged, plain data
 */

/**
 * Sparse multipliers of the cone constraints. Entry e belongs to one (output, pattern, sign) and
 * holds λ ≥ 0 over the samples `row[start[e]] … row[start[e+1] − 1]`.
 * @typedef {object} ConeMultipliers
 * @property {ArrayLike<number>} output
 * @property {ArrayLike<number>} pattern
 * @property {ArrayLike<number>} sign
 * @property {ArrayLike<number>} start
 * @property {ArrayLike<number>} row
 * @property {ArrayLike<number>} value
 */

/**
 * What anyone needs, beside the data and the network, to check the lower bound again. Plain and
 * JSON-safe.
 *
 * In the scope `patterns` the bound holds for the program over the gates' patterns, and the gates are
 * part of the certificate, for ReLU with the multipliers of their cones. In the scope `global` (ReLU
 * only) it holds for every network whatever its neurons, and ν alone shows it: |νᵀ(Xu)_+| ≤ β for each
 * output and all ‖u‖ ≤ 1.
 * @typedef {object} Certificate
 * @property {Scope} scope
 * @property {Formulation} formulation
 * @property {LossName} loss
 * @property {RegularizerName} regularizer
 * @property {number} beta
 * @property {boolean} bias
 * @property {number} objective
 * @property {number} lowerBound
 * @property {ArrayLike<number>} dual ν, row-major n×c
 * @property {ArrayLike<number>} [gates] scope `patterns` only: row-major, a gate a row
 * @property {number} [gateColumns] d, or d+1 where each gate has its own bias weight (last)
 * @property {ConeMultipliers} [cones] ReLU only
 */

/**
 * What a training hands back.
 * @typedef {object} TrainResult
 * @property {import('./network.js').Network} network
 * @property {Report} report
 * @property {Certificate} certificate
 */

/**
 * Where the activation patterns come from: a name, gates drawn at random, or given ones. Unless
 * `priced` is false, a sampled ReLU program is improved by patterns of neurons u with
 * |νᵀ(Xu)_+| > β ‖u‖, which local ascent finds, until it finds no more. `order` (features a gate
 * looks at) is for the sampler 'feature-sparse'; `image` ([height, width, channels], the order of a
 * sample's features from outside in) and `kernel` ([height, width]) are for 'convolutional'.
 * `activeProportion`: the share of samples that each gate activates, rounded to whole samples.
 * @typedef {'auto' | 'exact' | 'sampled'
 *   | { kind: 'sampled', count?: number, sampler?: SamplerName, seed?: number, priced?: boolean,
 *       order?: number, image?: NumberRow, kernel?: NumberRow, activeProportion?: number }
 *   | { kind: 'given', gates: MatrixInput }} PatternsOption
 */

/**
 * Options of `train`. Defaults, rules and descriptions stand in `info().options`.
 * @typedef {object} TrainOptions
 * @property {Formulation} [formulation]
 * @property {LossName} [loss]
 * @property {RegularizerName} [regularizer]
 * @property {number} [beta] regularization strength
 * @property {boolean} [bias] appends a column of ones, whose weight is regularized too
 * @property {PatternsOption} [patterns]
 * @property {'auto' | SolverName} [solver]
 * @property {number} [tolerance] relative duality gap at which to stop
 * @property {number} [maxIterations]
 * @property {number} [timeLimit] seconds
 * @property {number} [seed]
 * @property {readonly MetricName[] | true} [metrics] what the history records beside objective and bound:
 *   names from info().metrics, or all that there is data for
 * @property {{ X: MatrixInput, Y: TargetInput }} [validation] samples for the metrics of a test set
 * @property {{ network: NetworkData, certificate?: Certificate } | NetworkData} [initial] an earlier
 *   result or network to start from
 * @property {AbortSignal} [signal] aborting rejects with `signal.reason`
 * @property {(progress: Progress) => unknown} [onProgress] called after each slice of work
 */

/**
 * What interrupts and observes a trainer's `run`.
 * @typedef {object} RunOptions
 * @property {AbortSignal | null} [signal] null for none
 * @property {((progress: Progress) => unknown) | null} [onProgress] null for none
 */

/**
 * The method that `using` calls, where the language knows it: older ones must not read its name.
 * @typedef {SymbolConstructor extends { readonly dispose: infer S extends symbol }
 *   ? { [name in S]: () => void } : unknown} MaybeDisposable
 */

/**
 * A training that is stepped, changed and continued.
 * @typedef {import('./trainer.js').Trainer & MaybeDisposable} Trainer
 */
/**
 * The same, executed in a worker.
 * @typedef {import('./worker-trainer.js').WorkerTrainer & MaybeDisposable} WorkerTrainer
 */

/**
 * Options of `train` but for `initial`. The formulation is the network's own.
 * @typedef {Omit<TrainOptions, 'initial'>} CertifyOptions
 */

/**
 * How far a network is from the optimum, at most.
 * @typedef {object} Certification
 * @property {number} objective of the given network
 * @property {number} lowerBound no network in the scope has a lower objective
 * @property {number} gap
 * @property {number} relativeGap
 * @property {Scope} scope 'global' for all networks, 'patterns' for those over the
 *   program's patterns, to which the given network's own belong
 * @property {Report['status']} status of the training that proved the bound
 * @property {Certificate} certificate of the given network, for `verify`
 * @property {TrainResult} better what the training arrived at, from the given network on
 */

/**
 * Trains a two-layer network by convex optimization.
 * @callback Train
 * @param {MatrixInput} X samples, a row each
 * @param {TargetInput} Y targets: a number or a row per sample; -1 and +1 for hinge and logistic,
 *   for softmax a row with a column for each class, 1 where it is the sample's and else 0
 * @param {TrainOptions} [options]
 * @returns {Promise<TrainResult>}
 */

/**
 * Prepares a training that is stepped, changed and continued by hand. The time limit runs from its
 * creation, and anew from the first step after a change; setting β to what it is is a change, too.
 * @callback CreateTrainer
 * @param {MatrixInput} X samples, a row each
 * @param {TargetInput} Y targets: a number or a row per sample; -1 and +1 for hinge and logistic,
 *   for softmax a row with a column for each class, 1 where it is the sample's and else 0
 * @param {TrainOptions} [options] of `train`
 * @returns {Promise<Trainer>}
 */

/**
 * `createTrainer`, executed elsewhere: every method returns a promise.
 * @callback CreateWorkerTrainer
 * @param {MatrixInput} X
 * @param {TargetInput} Y
 * @param {TrainOptions} [options]
 * @returns {Promise<WorkerTrainer>}
 */

/**
 * Bounds how far a network, trained by whatever means, is from the optimum. With several outputs,
 * each of its neurons must feed one of them alone.
 * @callback Certify
 * @param {MatrixInput} X
 * @param {TargetInput} Y
 * @param {NetworkData} network or what its toJSON gave
 * @param {CertifyOptions} [options]
 * @returns {Promise<Certification>}
 */

/**
 * The core's own tables: version, losses, regularizers, solvers, samplers, options and defaults.
 * @callback GetInfo
 * @returns {Promise<import('./name-types.js').Info>}
 */

/**
 * Ends the worker at once; what it was doing rejects with the code 'disposed', and the next call
 * starts a fresh one. Programs end by themselves without it.
 * @callback Terminate
 * @returns {Promise<void>}
 */

export {};
