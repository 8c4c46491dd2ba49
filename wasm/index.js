// convexrelu: everything, with the WebAssembly inlined and loaded on first use.

import { readInfo } from './engine.js';
import { engine } from './inlined.js';
import { train as trainWith } from './train.js';

/** @type {import('./types.js').Train} */
export const train = (X, Y, options) => trainWith(engine, X, Y, options);

/** @type {import('./types.js').GetInfo} */
export const info = () => readInfo(engine);

export { ConvexReluError } from './errors.js';
export { Network } from './network.js';
export { verify } from './verify.js';
