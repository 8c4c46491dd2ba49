/**
 * A point of each class as a shape: colour and form say the same thing.
 *
 * @typedef {import('../theme.js').Theme} Theme
 * @typedef {import('../data/points.js').Label} Label
 */

/**
 * Adds the shape to the path: a disc for -1, a diamond of the same area for +1.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Label} label
 * @param {number} x
 * @param {number} y
 * @param {number} size the disc's radius
 */
export function traceMark(context, label, x, y, size) {
  if (label < 0) {
    context.moveTo(x + size, y);
    context.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  const reach = size * Math.sqrt(Math.PI / 2);
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.closePath();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {{ x: number, y: number, label: Label, share?: number }[]} marks in pixels; share: of the size
 * @param {{ size: number, rim: number }} shape rim: width of the paper-coloured edge
 */
export function drawMarks(context, theme, marks, { size, rim }) {
  context.lineJoin = 'round';
  for (const { x, y, label, share = 1 } of marks) {
    context.beginPath();
    traceMark(context, label, x, y, size * share);
    if (rim > 0) {
      context.lineWidth = 2 * rim;
      context.strokeStyle = theme.paper;
      context.stroke();
    }
    context.fillStyle = label < 0 ? theme.negative : theme.positive;
    context.fill();
  }
}
