/**
 * The square of the plane that is shown, and its pixels: x and y from -radius to radius, y upwards.
 *
 * @typedef {{ radius: number, size: number }} Frame size: the side in pixels
 */

/**
 * @param {Frame} frame
 * @param {number} x
 */
export function pixelX({ radius, size }, x) {
  return ((x / radius + 1) / 2) * size;
}

/**
 * @param {Frame} frame
 * @param {number} y
 */
export function pixelY({ radius, size }, y) {
  return ((1 - y / radius) / 2) * size;
}

/**
 * @param {Frame} frame
 * @param {number} pixel
 */
export function planeX({ radius, size }, pixel) {
  return ((2 * pixel) / size - 1) * radius;
}

/**
 * @param {Frame} frame
 * @param {number} pixel
 */
export function planeY({ radius, size }, pixel) {
  return (1 - (2 * pixel) / size) * radius;
}

/**
 * @param {Frame} frame
 * @param {number} pixels
 */
export function planeLength({ radius, size }, pixels) {
  return (2 * radius * pixels) / size;
}
