/** Plain text tables: columns as wide as they must be, numbers to the right. */

/** @typedef {Record<string, string | number>} Row */

/**
 * The columns are the keys of the first row. Numbers are shown with few digits; ready strings stay.
 * @param {Row[]} rows
 * @returns {string}
 */
export function formatTable(rows) {
  if (rows.length === 0) return '';
  const names = Object.keys(rows[0]);
  const cells = rows.map((row) => names.map((name) => formatCell(row[name] ?? '')));
  const widths = names.map((name, k) =>
    Math.max(name.length, ...cells.map((row) => row[k].length)),
  );
  const right = names.map((name) => rows.every((row) => isNumeric(row[name] ?? '')));
  const line = (/** @type {string[]} */ texts) =>
    texts
      .map((text, k) => (right[k] ? text.padStart(widths[k]) : text.padEnd(widths[k])))
      .join('  ')
      .trimEnd();
  return [names, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('\n');
}

/** @param {string | number} value */
function isNumeric(value) {
  return typeof value === 'number' || /^([-+]?[\d.]|-$|$)/.test(value);
}

/**
 * @param {string | number} value
 * @returns {string}
 */
function formatCell(value) {
  if (typeof value === 'string') return value;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-' : String(value);
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return value.toExponential(1);
  return value.toPrecision(3).includes('e') ? value.toFixed(0) : value.toPrecision(3);
}
