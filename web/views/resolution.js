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

/**
 * A canvas that is drawn whole, in CSS pixels: whenever there is something new to draw, and whenever
 * its size changes.
 *
 * @template Data
 * @param {HTMLCanvasElement} canvas
 * @param {(context: CanvasRenderingContext2D, data: Data,
 *   size: { width: number, height: number }) => void} paint over a clear canvas
 */
export function createSheet(canvas, paint) {
  const context = contextOf(canvas);
  /** @type {Data | null} */
  let data = null;
  /** @type {Resolution | null} */
  let resolution = null;

  function renew() {
    if (data === null || !resolution) return;
    const { width, height, scale } = resolution;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    paint(context, data, { width: width / scale, height: height / scale });
  }

  const stop = observeResolution(canvas, (next) => {
    resolution = next;
    renew();
  });
  return {
    /** What was drawn last. */
    get data() {
      return data;
    },
    /** @param {Data} next */
    draw(next) {
      data = next;
      renew();
    },
    destroy: stop,
  };
}
