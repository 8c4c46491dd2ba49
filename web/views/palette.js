/**
 * Values of the network as colours: blue below zero, orange above, paper at zero. The three colours
 * are mixed in OKLab, where equal steps look equal.
 */

const STEPS = 1024;
/** Where targets are ±1, values beyond ±RANGE have the colour of ±RANGE. */
export const RANGE = 1.25;

/**
 * @param {string} negative colours as #rrggbb
 * @param {string} zero
 * @param {string} positive
 * @returns {Uint32Array} RGBA of STEPS values, in the byte order of ImageData
 */
export function createPalette(negative, zero, positive) {
  const ends = [negative, zero, positive].map((colour) => toOklab(parse(colour)));
  const bytes = new Uint8ClampedArray(4 * STEPS);
  for (let i = 0; i < STEPS; ++i) {
    const value = (2 * i) / (STEPS - 1) - 1;
    const end = value < 0 ? ends[0] : ends[2];
    // Steeper at zero, so that the side is seen close to the boundary, too.
    const share = Math.abs(value) ** 0.8;
    const mixed = ends[1].map((channel, k) => channel + share * (end[k] - channel));
    bytes.set([...fromOklab(mixed), 255], 4 * i);
  }
  return new Uint32Array(bytes.buffer);
}

/**
 * @param {Uint32Array} palette
 * @param {ArrayLike<number>} values
 * @param {Uint32Array} pixels as many as values
 * @param {number} at index of the first pixel
 * @param {number} [range] values beyond ± it have the colour of its ends
 */
export function paint(palette, values, pixels, at, range = RANGE) {
  for (let i = 0; i < values.length; ++i) pixels[at + i] = palette[stepOf(values[i], range)];
}

/** @param {number} value @param {number} range */
function stepOf(value, range) {
  const step = Math.round(((STEPS - 1) / 2) * (1 + value / range));
  return step > 0 ? Math.min(step, STEPS - 1) : 0;
}

/**
 * A pixel whose colour is that of the largest output, the paler the less it leads.
 *
 * @param {Uint32Array[]} palettes of each output, from zero on
 * @param {ArrayLike<number>} outputs of all pixels, a row each
 * @param {number} i
 */
export function leadingColour(palettes, outputs, i) {
  const c = palettes.length;
  let best = 0;
  let second = -Infinity;
  for (let k = 1; k < c; ++k) {
    const value = outputs[c * i + k];
    const most = outputs[c * i + best];
    if (value > most) [best, second] = [k, most];
    else if (value > second) second = value;
  }
  return palettes[best][stepOf(outputs[c * i + best] - second, RANGE)];
}

/**
 * @param {Uint32Array} palette
 * @param {number} value
 * @param {number} range
 * @returns {string} as the style sheet writes colours
 */
export function colourAt(palette, value, range) {
  const pixel = palette[stepOf(value, range)];
  const bytes = new Uint8Array(Uint32Array.of(pixel).buffer);
  return `rgb(${bytes[0]} ${bytes[1]} ${bytes[2]})`;
}

/** @param {string} colour #rrggbb */
function parse(colour) {
  const number = Number.parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255].map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

// The matrices of OKLab, from linear sRGB and back (Björn Ottosson, 2020, public domain).

/** @param {number[]} rgb linear */
function toOklab([r, g, b]) {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @param {number[]} lab */
function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((linear) => {
    const share = Math.max(0, linear);
    return 255 * (share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055);
  });
}
