/**
 * The picture as SVG: what the network predicts as an image, everything else as shapes.
 *
 * @typedef {import('../app.js').Now} Now
 * @typedef {import('../data/points.js').Point} Point
 * @typedef {import('../views/surface.js').Predictor} Predictor
 */

import { cornersOf, facesOf, rangeOf } from '../views/marks.js';
import { createPalette, paint } from '../views/palette.js';
import { neuronLines } from '../views/neurons.js';
import { pixelX, pixelY, planeX, planeY } from '../views/frame.js';
import { shownNetwork } from '../app.js';
import { zeroLines } from '../views/contour.js';

const SIZE = 800;
/** Pixels of the picture for one of the image. */
const STEP = 4;
const SAMPLES = 801;

/**
 * @param {Now} now
 * @returns {string}
 */
export function toSvg(now) {
  const { scene, theme } = now;
  const network = shownNetwork(now);
  const frame = { radius: scene.radius, size: SIZE };
  const fits = network !== null && network.d === (scene.task === 'line' ? 1 : 2);
  const middle = !fits ? [] : scene.task === 'line' ? curve(now, network) : plane(now, network);
  const faceOf = facesOf(scene.task, theme, rangeOf(scene.points));
  const points = scene.points.map((point) => mark(point, faceOf(point.label), theme, frame));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">`,
    `<rect width="${SIZE}" height="${SIZE}" fill="${theme.zeroSurface}"/>`,
    ...middle,
    ...points,
    '</svg>\n',
  ].join('\n');
}

/** @param {number} value */
const short = (value) => String(Number(value.toFixed(2)));

/** @param {number[][]} vertices */
const path = (vertices) => `M${vertices.map((at) => at.map(short).join(' ')).join('L')}`;

/**
 * @param {Now} now
 * @param {Predictor} network
 */
function curve({ scene, theme }, network) {
  const frame = { radius: scene.radius, size: SIZE };
  const xs = Float64Array.from({ length: SAMPLES }, (_, i) =>
    planeX(frame, (i * SIZE) / (SAMPLES - 1)),
  );
  const { data } = network.predict({ data: xs, shape: [xs.length, 1] });
  const line = Array.from(xs, (x, i) => [pixelX(frame, x), pixelY(frame, data[i])]);
  return [`<path d="${path(line)}" fill="none" stroke="${theme.ink}" stroke-width="3"/>`];
}

/**
 * Image, zero line and neurons. With several outputs the image is of the strongest of them.
 *
 * @param {Now} now
 * @param {Predictor & import('../views/neurons.js').NetworkData} network
 */
function plane({ scene, theme }, network) {
  const frame = { radius: scene.radius, size: SIZE };
  const side = SIZE / STEP;
  const data = new Float64Array(2 * side * side);
  for (let k = 0; k < side * side; ++k) {
    data[2 * k] = planeX(frame, ((k % side) + 0.5) * STEP);
    data[2 * k + 1] = planeY(frame, (Math.floor(k / side) + 0.5) * STEP);
  }
  const predicted = network.predict({ data, shape: [side * side, 2] }).data;
  const { c } = network;
  const values = Float32Array.from({ length: side * side }, (_, k) =>
    Math.max(...Array.from({ length: c }, (_, j) => predicted[c * k + j])),
  );
  const zero = c === 1 ? zeroLines({ values, columns: side, rows: side, step: STEP }, 1) : [];
  const lines = neuronLines(network, scene.radius).map(({ ends }) =>
    ends.map(({ x, y }) => [pixelX(frame, x), pixelY(frame, y)]),
  );
  return [
    `<image width="${SIZE}" height="${SIZE}" href="${image(values, side, theme)}"/>`,
    ...lines.map((line) => `<path d="${path(line)}" stroke="${theme.ink}" stroke-opacity=".5"/>`),
    ...zero.map(
      (line) => `<path d="${path(line)}" fill="none" stroke="${theme.ink}" stroke-width="3"/>`,
    ),
  ];
}

/**
 * @param {Float32Array} values
 * @param {number} side
 * @param {Now['theme']} theme
 */
function image(values, side, theme) {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const pixels = new Uint32Array(side * side);
  paint(
    createPalette(theme.negativeSurface, theme.zeroSurface, theme.positiveSurface),
    values,
    pixels,
    0,
  );
  const bytes = new Uint8ClampedArray(pixels.buffer);
  canvas.getContext('2d')?.putImageData(new ImageData(bytes, side, side), 0, 0);
  return canvas.toDataURL();
}

/**
 * @param {Point} point
 * @param {import('../views/marks.js').Face} face
 * @param {Now['theme']} theme
 * @param {import('../views/frame.js').Frame} frame
 */
function mark({ x, y }, { shape, colour }, theme, frame) {
  const [cx, cy] = [pixelX(frame, x), pixelY(frame, y)];
  const look = `class="point" fill="${colour}" stroke="${theme.paper}" stroke-width="2"`;
  const corners = cornersOf(shape, 7)?.map(([dx, dy]) => [cx + dx, cy + dy]);
  return corners
    ? `<path d="${path(corners)}Z" ${look}/>`
    : `<circle cx="${short(cx)}" cy="${short(cy)}" r="7" ${look}/>`;
}
