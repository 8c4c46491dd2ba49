/**
 * What can be taken away, a row each: buttons and files follow this table.
 *
 * @typedef {import('../app.js').Now} Now
 * @typedef {string | Uint8Array<ArrayBuffer> | Blob} Content
 * @typedef {{
 *   name: string, group: 'share' | 'code' | 'network' | 'proof' | 'picture',
 *   extension?: string, type?: string, needs: 'nothing' | 'points' | 'network',
 *   make: (now: Now) => Content | Promise<Content>,
 * }} Item  without an extension it is copied, else it is a file
 */

import { encodeState } from '../state/hash.js';
import { toEmbedCode, toScnnScript, toTrainingScript } from './code.js';
import { exporters } from './exporters.js';
import { toSvg } from './picture.js';

/** @param {Now} now */
const resultOf = ({ outcome }) => {
  if (!outcome) throw new Error('there is no network');
  return outcome.result;
};

/** The page's address with the whole state. @param {Now} now */
export function addressOf({ state }) {
  const url = new URL(location.href);
  url.search = '';
  url.hash = encodeState(state);
  return url.href;
}

/** Objective and lower bound, a row a step. @param {Now} now */
function curvesOf(now) {
  const { iterations, seconds, objective, lowerBound } = resultOf(now).report.history;
  const rows = Array.from(iterations, (step, i) => [step, seconds[i], objective[i], lowerBound[i]]);
  const cell = (/** @type {number} */ value) => (Number.isFinite(value) ? String(value) : '');
  const lines = rows.map((row) => row.map(cell).join(','));
  return ['step,seconds,objective,lower_bound', ...lines, ''].join('\n');
}

/** The certificate beside what it was made for, so that `verify` needs nothing else. @param {Now} now */
function certificateOf(now) {
  const { certificate, network } = resultOf(now);
  const { data } = /** @type {NonNullable<Now['outcome']>} */ (now.outcome);
  const plain = (/** @type {string} */ _, /** @type {unknown} */ value) =>
    ArrayBuffer.isView(value) ? Array.from(/** @type {Float64Array} */ (value)) : value;
  const classes = now.scene.names ?? undefined;
  const whole = { X: data.X, Y: data.Y, classes, network: network.toJSON(), certificate };
  return JSON.stringify(whole, plain);
}

/** What is on the canvas. @returns {Promise<Blob>} */
function pictureOf() {
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('plane'));
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))));
  });
}

/** @type {Item[]} */
export const items = [
  { name: 'link', group: 'share', needs: 'nothing', make: addressOf },
  { name: 'embed', group: 'share', needs: 'nothing', make: (now) => toEmbedCode(addressOf(now)) },
  {
    ...{ name: 'training', group: 'code', needs: 'points' },
    make: ({ state, scene }) => toTrainingScript(state, scene),
  },
  {
    ...{ name: 'scnn', group: 'code', needs: 'points' },
    make: ({ state, scene }) => toScnnScript(state, scene),
  },
  ...exporters.map(({ name, extension, type, write }) => ({
    ...{ name, extension, type },
    ...{ group: /** @type {const} */ ('network'), needs: /** @type {const} */ ('network') },
    make: (/** @type {Now} */ now) => write(resultOf(now).network),
  })),
  {
    ...{ name: 'certificate', group: 'proof', needs: 'network' },
    ...{ extension: 'json', type: 'application/json', make: certificateOf },
  },
  {
    ...{ name: 'curves', group: 'proof', needs: 'network' },
    ...{ extension: 'csv', type: 'text/csv', make: curvesOf },
  },
  {
    ...{ name: 'png', group: 'picture', needs: 'nothing' },
    ...{ extension: 'png', type: 'image/png', make: pictureOf },
  },
  {
    ...{ name: 'svg', group: 'picture', needs: 'nothing' },
    ...{ extension: 'svg', type: 'image/svg+xml', make: toSvg },
  },
];
