/**
 * The network's predictions as an image, at the device's own pixels, computed in time slices: first
 * a coarse grid within a frame, then every pixel. A new start drops what is under way.
 *
 * @typedef {import('./contour.js').Grid} Grid
 * @typedef {{ predict: (X: { data: Float64Array, shape: [number, number] }) =>
 *   { data: ArrayLike<number> } }} Predictor
 * @typedef {{ predictor: Predictor, radius: number, width: number, height: number,
 *   palettes: Uint32Array[], range: number }} Request
 *   palettes: one where the network has one output, else one an output; range: see paint
 */

import { contextOf } from './resolution.js';
import { inSlices } from '../slices.js';
import { leadingColour, paint } from './palette.js';
import { planeX, planeY } from './frame.js';
import { zeroLines } from './contour.js';

const COARSE_STEP = 8;
/** The coarse grid is there at once, unless it takes longer than this. */
const COARSE_MILLISECONDS = 7;
/** The fine pass waits this long: while a slider is dragged its image would be dropped at once. */
const REST_MILLISECONDS = 100;

/** @typedef {ReturnType<typeof createSurface>} Surface */

/** @param {() => void} changed called when image and zero lines have changed */
export function createSurface(changed) {
  const image = document.createElement('canvas');
  const context = contextOf(image);
  let stop = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let ready = false;
  let step = 1;
  /** @type {import('./contour.js').Vertex[][]} */
  let zero = [];

  /** @param {ReturnType<typeof createPass>} pass */
  function show(pass) {
    const [grid] = pass.grids;
    step = grid.step;
    image.width = grid.columns;
    image.height = grid.rows;
    context.putImageData(new ImageData(pass.bytes, image.width, image.height), 0, 0);
    zero = pass.grids.flatMap((grid) => zeroLines(grid, step === 1 ? 2 : 1));
    ready = true;
    changed();
  }

  function cancel() {
    clearTimeout(timer);
    stop();
  }

  /** @param {Request} request */
  function start(request) {
    cancel();
    const coarse = createPass(request, COARSE_STEP);
    const until = performance.now() + COARSE_MILLISECONDS;
    while (!coarse.done() && performance.now() < until) coarse.advance();
    if (coarse.done()) showCoarse();
    else stop = inSlices(() => advance(coarse), showCoarse);

    function showCoarse() {
      show(coarse);
      timer = setTimeout(() => {
        const fine = createPass(request, 1);
        stop = inSlices(
          () => advance(fine),
          () => show(fine),
        );
      }, REST_MILLISECONDS);
    }
  }

  return {
    start,
    clear() {
      cancel();
      ready = false;
    },
    /** @param {CanvasRenderingContext2D} target */
    drawImage(target) {
      if (!ready) return;
      target.imageSmoothingEnabled = step > 1;
      target.drawImage(image, 0, 0, image.width * step, image.height * step);
    },
    /** The lines along which the predictions are zero, in pixels. */
    zero: () => (ready ? zero : []),
  };
}

/** A row more. @param {ReturnType<typeof createPass>} pass @returns {boolean} whether there are others */
function advance(pass) {
  pass.advance();
  return !pass.done();
}

/**
 * @param {Request} request
 * @param {number} step
 */
function createPass({ predictor, radius, width, height, palettes, range }, step) {
  const columns = Math.ceil(width / step);
  const rows = Math.ceil(height / step);
  const bytes = new Uint8ClampedArray(4 * columns * rows);
  const pixels = new Uint32Array(bytes.buffer);
  const frame = { radius, size: width };
  const c = palettes.length;
  /** Of each output by how much it leads; of a single one its value. @type {Grid[]} */
  const grids = palettes.map(() => {
    return { values: new Float32Array(columns * rows), columns, rows, step };
  });
  let row = 0;

  return {
    grids,
    bytes,
    done: () => row >= rows,
    /** Computes one row. */
    advance() {
      const data = new Float64Array(2 * columns);
      const y = planeY(frame, (row + 0.5) * step);
      for (let i = 0; i < columns; ++i) {
        data[2 * i] = planeX(frame, (i + 0.5) * step);
        data[2 * i + 1] = y;
      }
      const predicted = predictor.predict({ data, shape: [columns, 2] }).data;
      const at = row * columns;
      if (c === 1) {
        grids[0].values.set(predicted, at);
        paint(palettes[0], predicted, pixels, at, range);
      } else {
        for (let i = 0; i < columns; ++i) {
          pixels[at + i] = leadingColour(palettes, predicted, i);
          setLeads(grids, predicted, i, at + i);
        }
      }
      row += 1;
    },
  };
}

/**
 * @param {Grid[]} grids
 * @param {ArrayLike<number>} outputs
 * @param {number} i the place among the outputs
 * @param {number} at the place in the grids
 */
function setLeads(grids, outputs, i, at) {
  const c = grids.length;
  for (let k = 0; k < c; ++k) {
    let rival = -Infinity;
    for (let other = 0; other < c; ++other) {
      if (other !== k) rival = Math.max(rival, outputs[c * i + other]);
    }
    grids[k].values[at] = outputs[c * i + k] - rival;
  }
}
