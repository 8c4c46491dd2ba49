// Numbers as people read them. What is not a number is a dash, never "NaN".

const NONE = '–';

/**
 * Three significant digits: 0.00108, 12.3, 4.56e-9.
 *
 * @param {number | null | undefined} value
 * @param {number} [digits]
 */
export function formatNumber(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e5) return trimExponent(value.toExponential(digits - 1));
  return value.toPrecision(Math.max(digits, Math.floor(Math.log10(size)) + 1));
}

/**
 * One significant digit: 4e-9.
 *
 * @param {number | null | undefined} value
 */
export function formatGap(value) {
  return formatNumber(value, 1);
}

/**
 * @param {number | null | undefined} fraction
 */
export function formatPercent(fraction) {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return NONE;
  // Only what is whole reads 100 %.
  const percent = fraction < 1 ? Math.min(fraction * 100, 99.9) : fraction * 100;
  if (percent === 0 || percent >= 99.95) return `${Math.round(percent)} %`;
  if (percent < 0.01) return `${formatNumber(percent, 1)} %`;
  return `${percent.toPrecision(percent < 10 ? 2 : 3).replace(/\.0+$/, '')} %`;
}

/**
 * @param {number | null | undefined} seconds
 */
export function formatSeconds(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE;
  const milliseconds = seconds * 1000;
  if (milliseconds < 0.95) return `${Math.max(0.1, milliseconds).toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

/**
 * Two digits at most, without trailing zeros: 1e-4, 3.2e-4, 0.05.
 *
 * @param {number} value
 */
export function formatSetting(value) {
  if (value !== 0 && Math.abs(value) < 0.01) return value.toExponential(1).replace('.0e', 'e');
  return String(Number(value.toPrecision(2)));
}

/** @param {number} value */
export function formatCoordinate(value) {
  return withMinus(value.toFixed(2)).replace('−0.00', '0.00');
}

/**
 * The sign as it is printed, not the hyphen of the keyboard.
 *
 * @param {string} number
 */
export function withMinus(number) {
  return number.replace(/^-/, '−');
}

/** @param {number} value */
export function formatCount(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @param {string} text 1.20e+5 becomes 1.20e5 */
function trimExponent(text) {
  return text.replace('e+', 'e');
}

/** @param {number} count @param {string} one @param {string} [many] */
export const plural = (count, one, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
