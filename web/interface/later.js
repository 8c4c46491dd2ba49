/** Work that can wait until the first picture is there. */

/** Milliseconds after which it waits no longer for a moment of rest. */
const LONGEST = 1000;

/**
 * Calls once what is asked first has its answer, that answer is drawn and the browser has nothing
 * better to do.
 *
 * @param {import('../app.js').App} app
 * @param {() => void} act
 */
export function afterPicture(app, act) {
  const stop = app.subscribe(({ run }) => {
    if (run.phase === 'starting' || run.phase === 'running') return;
    stop();
    // Frames are drawn in the order in which they are asked for: this one after the answer's.
    requestAnimationFrame(() => whenIdle(act));
  });
}

/** @param {() => void} act */
function whenIdle(act) {
  // Safari has no such moments.
  if ('requestIdleCallback' in window) requestIdleCallback(() => act(), { timeout: LONGEST });
  else setTimeout(act, LONGEST / 5);
}
