/**
 * Thousands of marks as an image of their own. Each look is drawn once and copied, in slices; where a
 * few marks move, only their surroundings are copied again.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('./marks.js').Mark} Mark
 * @typedef {{ theme: Theme, size: number, rim: number, width: number, height: number }} Look
 *   size and rim: see drawMark; width, height: of the image
 * @typedef {{ pixels: Uint32Array, side: number }} Stamp
 * @typedef {{ look: Look, stamps: Map<string, Stamp>, marks: Mark[], image: ImageData }} Picture
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

import { contextOf } from './resolution.js';
import { drawMark, reachOf } from './marks.js';
import { inSlices } from '../slices.js';

/** So many marks at most are moved within an image: else it is made anew. */
const FEW = 8;
/** Marks between two looks at the clock. */
const PIECE = 32;

/** @param {() => void} changed called when there is another image */
export function createStamps(changed) {
  const context = contextOf(document.createElement('canvas'));
  /** @type {Picture | null} */
  let shown = null;
  /** @type {Picture | null} */
  let underway = null;
  let stop = () => {};

  /** @param {Look} look @param {Mark[]} marks */
  function start(look, marks) {
    stop();
    const known = [shown, underway].find((picture) => picture && alike(picture.look, look));
    const stamps = known?.stamps ?? new Map();
    const picture = { look, stamps, marks, image: new ImageData(look.width, look.height) };
    const everywhere = { left: 0, top: 0, right: look.width, bottom: look.height };
    let next = 0;
    underway = picture;
    stop = inSlices(
      () => {
        const piece = marks.slice(next, (next += PIECE));
        for (const mark of piece) stampMark(picture, mark, everywhere);
        return next < marks.length;
      },
      () => {
        shown = picture;
        underway = null;
        context.canvas.width = look.width;
        context.canvas.height = look.height;
        context.putImageData(picture.image, 0, 0);
        changed();
      },
    );
  }

  /** @param {Picture} picture @param {number[]} places @param {Mark[]} marks */
  function move(picture, places, marks) {
    const before = places.map((i) => picture.marks[i]);
    const after = places.map((i) => marks[i]);
    picture.marks = marks;
    for (const mark of [...before, ...after]) {
      const box = boxOf(mark, picture.look);
      renew(picture, box);
      const { left, top, right, bottom } = box;
      context.putImageData(picture.image, 0, 0, left, top, right - left, bottom - top);
    }
  }

  return {
    /**
     * The image that there is: the last one, until that of these marks is finished.
     *
     * @param {Look} look
     * @param {Mark[]} marks
     */
    imageOf(look, marks) {
      // What is under way is finished first: while something is dragged, marks change all the time.
      if (!underway || !alike(underway.look, look)) {
        const places = shown && alike(shown.look, look) ? changes(shown.marks, marks) : null;
        if (shown && places) move(shown, places, marks);
        else start(look, marks);
      }
      return context.canvas;
    },
    /** Drops what is under way, and what there was. */
    clear() {
      stop();
      underway = null;
      shown = null;
      context.canvas.width = 0;
    },
  };
}

/** @param {Look} first @param {Look} second */
const alike = (first, second) =>
  /** @type {(keyof Look)[]} */ (Object.keys(first)).every((key) => first[key] === second[key]);

/**
 * The places at which two lists of marks differ; null where they are many.
 *
 * @param {Mark[]} before
 * @param {Mark[]} after
 */
function changes(before, after) {
  if (before.length !== after.length) return null;
  const places = [];
  for (let i = 0; i < after.length; ++i) {
    if (same(before[i], after[i])) continue;
    places.push(i);
    if (places.length > FEW) return null;
  }
  return places;
}

/** @param {Mark} first @param {Mark} second */
const same = (first, second) =>
  first.x === second.x &&
  first.y === second.y &&
  first.colour === second.colour &&
  first.shape === second.shape &&
  first.outline === second.outline &&
  first.hollow === second.hollow &&
  first.share === second.share;

/** Sizes in steps that nobody sees. @param {Mark} mark */
const shareOf = ({ share = 1 }) => Math.round(8 * share) / 8;

/**
 * Half the side of a mark's stamp, in whole pixels.
 *
 * @param {Mark} mark
 * @param {Look} look
 */
const middleOf = (mark, look) => Math.ceil(reachOf(look.size * shareOf(mark)) + look.rim) + 1;

/** @param {Mark} mark @param {Look} look @returns {Box} where it is seen */
function boxOf(mark, look) {
  const middle = middleOf(mark, look);
  const [x, y] = [Math.round(mark.x), Math.round(mark.y)];
  return {
    left: Math.max(0, x - middle),
    top: Math.max(0, y - middle),
    right: Math.min(look.width, x + middle),
    bottom: Math.min(look.height, y + middle),
  };
}

/** All marks of a part of the image once more. @param {Picture} picture @param {Box} box */
function renew(picture, box) {
  const { look, image, marks } = picture;
  const pixels = new Uint32Array(image.data.buffer);
  for (let y = box.top; y < box.bottom; ++y) {
    pixels.fill(0, y * look.width + box.left, y * look.width + box.right);
  }
  for (const mark of marks) stampMark(picture, mark, box);
}

/** @param {Picture} picture @param {Mark} mark @param {Box} box of the image; beyond it nothing changes */
function stampMark({ look, stamps, image }, mark, box) {
  // On whole pixels, so that it stays as sharp as it was drawn.
  const middle = middleOf(mark, look);
  const left = Math.round(mark.x) - middle;
  const top = Math.round(mark.y) - middle;
  const side = 2 * middle;
  if (left >= box.right || top >= box.bottom || left + side <= box.left || top + side <= box.top) {
    return;
  }
  const share = shareOf(mark);
  const name = `${mark.shape} ${mark.colour} ${mark.hollow ?? false} ${share}`;
  let stamp = stamps.get(name);
  if (!stamp) {
    stamp = makeStamp(look, { ...mark, share }, side);
    stamps.set(name, stamp);
  }
  copyStamp(image, stamp, left, top, box);
}

/**
 * @param {Look} look
 * @param {Mark} mark
 * @param {number} side
 * @returns {Stamp}
 */
function makeStamp(look, mark, side) {
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2-D canvas');
  context.lineJoin = 'round';
  drawMark(context, look.theme, { ...mark, x: side / 2, y: side / 2 }, look);
  const { data } = context.getImageData(0, 0, side, side);
  return { pixels: new Uint32Array(data.buffer), side };
}

/**
 * @param {ImageData} image
 * @param {Stamp} stamp
 * @param {number} left
 * @param {number} top
 * @param {Box} box
 */
function copyStamp({ data, width }, { pixels, side }, left, top, box) {
  const target = new Uint32Array(data.buffer);
  const last = Math.min(left + side, box.right);
  const end = Math.min(top + side, box.bottom);
  for (let y = Math.max(top, box.top); y < end; ++y) {
    for (let x = Math.max(left, box.left); x < last; ++x) {
      const above = pixels[(y - top) * side + x - left];
      // Little-endian, as all machines are that run browsers: the last byte is the highest.
      const alpha = above >>> 24;
      const at = y * width + x;
      if (alpha === 255) target[at] = above;
      else if (alpha > 0) target[at] = over(above, target[at]);
    }
  }
}

/** One colour over another, neither of them multiplied by its alpha. @param {number} above @param {number} below */
function over(above, below) {
  const first = above >>> 24;
  const second = ((below >>> 24) * (255 - first)) / 255;
  const alpha = first + second;
  let mixed = Math.round(alpha) << 24;
  for (let shift = 0; shift < 24; shift += 8) {
    const sum = ((above >>> shift) & 255) * first + ((below >>> shift) & 255) * second;
    mixed |= Math.round(sum / alpha) << shift;
  }
  return mixed;
}
