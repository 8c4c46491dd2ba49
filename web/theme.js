/**
 * The colours of the style sheet as the canvases need them: the style sheet stays the one place
 * where a colour is chosen.
 *
 * @typedef {{
 *   paper: string, ink: string, muted: string, hairline: string, accent: string,
 *   negative: string, positive: string,
 *   negativeSurface: string, zeroSurface: string, positiveSurface: string,
 *   font: string,
 * }} Theme
 */

/** @type {Record<keyof Theme, string>} */
const properties = {
  paper: '--paper',
  ink: '--ink',
  muted: '--muted',
  hairline: '--hairline',
  accent: '--accent',
  negative: '--negative',
  positive: '--positive',
  negativeSurface: '--negative-surface',
  zeroSurface: '--zero-surface',
  positiveSurface: '--positive-surface',
  font: '--font',
};

/**
 * @param {Element} element
 * @returns {Theme}
 */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const theme = /** @type {Theme} */ ({});
  for (const key of /** @type {(keyof Theme)[]} */ (Object.keys(properties))) {
    theme[key] = style.getPropertyValue(properties[key]).trim();
  }
  return theme;
}

/**
 * The system's change or the person's own.
 *
 * @param {() => void} changed
 */
export function onThemeChange(changed) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  const own = { attributes: true, attributeFilter: ['data-theme'] };
  new MutationObserver(changed).observe(document.documentElement, own);
}
