// The names there are to choose from, and the tables that list them; types only, no code.
// tests/js/names.test.js holds these unions equal to the core's tables.

/**
 * What kind of network is trained.
 * @typedef {'relu' | 'gated-relu' | 'linear'} Formulation
 */

/**
 * The data terms, as info().losses explains them.
 * @typedef {'squared' | 'hinge' | 'logistic' | 'softmax'} LossName
 */

/**
 * The penalties, as info().regularizers explains them; ReLU networks have 'neuron' alone.
 * @typedef {'neuron' | 'feature' | 'l1' | 'l2'} RegularizerName
 */

/**
 * The algorithms, of which info().solvers says what they are for.
 * @typedef {'dual-newton' | 'fista' | 'admm' | 'augmented-lagrangian' | 'least-squares'
 *   | 'conjugate-gradients' | 'interior-point' | 'sliding-newton'} SolverName
 */

/**
 * How gates are drawn, as info().samplers explains.
 * @typedef {'dense-gaussian' | 'feature-sparse' | 'convolutional'} SamplerName
 */

/**
 * What a history may record beside objective and bound, as info().metrics explains.
 * @typedef {'gap' | 'trainLoss' | 'testLoss' | 'trainAccuracy' | 'testAccuracy' | 'trainR2' | 'testR2'
 *   | 'activeNeurons' | 'activeFeatures' | 'sparsity' | 'constraintViolation'} MetricName
 */

/**
 * Where the patterns of a training came from: all of them, gates drawn at random, gates that were
 * given, or the one pattern of all samples that linear networks have.
 * @typedef {'exact' | 'sampled' | 'given' | 'always-on'} PatternsKind
 */

/**
 * What a lower bound covers: all networks, or those over the patterns of the program.
 * @typedef {'global' | 'patterns'} Scope
 */

/**
 * What turns the gradients of `descend` into steps.
 * @typedef {'adam' | 'sgd' | 'momentum' | 'gd'} OptimizerName
 */

/**
 * What `simplify` looks for.
 * @typedef {'fewest-neurons' | 'min-norm' | 'best-validation'} SimplifyGoal
 */

/**
 * By what cross-validation scores the samples held out.
 * @typedef {'loss' | 'accuracy'} Scoring
 */

/**
 * A name to choose and what it means.
 * @template {string} [Name=string]
 * @typedef {{ name: Name, doc: string }} NamedDoc
 */

/**
 * An option: its name and what it means, the type of its value in words and the rule for it.
 * @template {string} [Name=string]
 * @typedef {NamedDoc<Name> & { type: string, rule: string }} OptionDoc
 */

/**
 * Options of `train` that the core knows, all of them set.
 * @typedef {object} ResolvedOptions
 * @property {Formulation} formulation
 * @property {LossName} loss
 * @property {RegularizerName} regularizer
 * @property {number} beta
 * @property {boolean} bias
 * @property {ResolvedPatterns} patterns
 * @property {'auto' | SolverName} solver as asked for; the one that 'auto' took is `report.solver`
 * @property {number} tolerance
 * @property {number} maxIterations
 * @property {number} timeLimit seconds
 * @property {number} seed
 * @property {MetricName[] | true} metrics
 */

/**
 * The option `patterns` with its defaults filled in. Gates are flat and row-major.
 * @typedef {'auto' | 'exact' | 'sampled'
 *   | { kind: 'sampled', count: number, sampler: SamplerName, seed?: number, priced: boolean,
 *       order?: number, image?: number[], kernel?: number[], activeProportion?: number }
 *   | { kind: 'given', gates: { data: Float64Array, shape: [number, number] } }} ResolvedPatterns
 */

/**
 * The core's own tables.
 * @typedef {object} Info
 * @property {string} version
 * @property {NamedDoc<Formulation>[]} formulations
 * @property {NamedDoc<LossName>[]} losses
 * @property {NamedDoc<RegularizerName>[]} regularizers
 * @property {NamedDoc<SolverName>[]} solvers
 * @property {NamedDoc<SamplerName>[]} samplers
 * @property {NamedDoc<MetricName>[]} metrics
 * @property {OptionDoc<keyof ResolvedOptions>[]} options
 * @property {OptionDoc<SamplingOption>[]} samplingOptions of { kind: 'sampled' }
 * @property {ResolvedOptions} defaults
 * @property {Extract<ResolvedPatterns, { kind: 'sampled' }>} patternDefaults
 */

/**
 * What may stand in `patterns` beside `kind: 'sampled'`.
 * @typedef {Exclude<keyof Extract<ResolvedPatterns, { kind: 'sampled' }>, 'kind'>} SamplingOption
 */

export {};
