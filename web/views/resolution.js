/**
 * Keeps the bitmap of a canvas at the device's own pixels and tells when that changes.
 *
 * @typedef {{ width: number, height: number, scale: number }} Resolution
 *   in device pixels; scale: device pixels a CSS pixel
 */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(resolution: Resolution) => void} changed called once at the start, too
 * @returns {() => void} stops
 */
export function observeResolution(canvas, changed) {
  const observer = new ResizeObserver((entries) => {
    const { contentRect, devicePixelContentBoxSize: exact } = entries[entries.length - 1];
    const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    const width = sharpest(contentRect.width * ratio, exact?.[0].inlineSize);
    const height = sharpest(contentRect.height * ratio, exact?.[0].blockSize);
    if (width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    changed({ width, height, scale: width / contentRect.width });
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas);
  }
  return () => observer.disconnect();
}

/**
 * Device pixels of a side: what the browser says exactly, unless it says nothing (Safari) or forgets
 * an emulated screen (Chromium's device mode).
 *
 * @param {number} expected
 * @param {number | undefined} exact
 */
function sharpest(expected, exact) {
  return exact && Math.abs(exact - expected) <= 1 ? exact : Math.round(expected);
}

/**
 * The 2-D context of a canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function contextOf(canvas, settings) {
  const context = canvas.getContext('2d', settings);
  if (!context) throw new Error('this browser has no 2-D canvas');
  return context;
}
