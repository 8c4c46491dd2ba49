/** Work that can wait until the first picture is there. */

/** Milliseconds after which it waits no longer for a moment of rest, and for an answer. */
const LONGEST = 1000;
const LONGEST_SOLVE = 3000;

/**
 * Calls once what is asked first has its answer, or takes long to get it, that answer is drawn and the
 * browser has nothing better to do.
 *
 * @param {import('../app.js').App} app
 * @param {() => void} act
 */
export function afterPicture(app, act) {
  const stop = app.subscribe(({ run }) => {
    if (run.phase !== 'starting' && run.phase !== 'running') go();
  });
  const timer = setTimeout(go, LONGEST_SOLVE);

  function go() {
    stop();
    clearTimeout(timer);
    // Frames are drawn in the order in which they are asked for: this one after the answer's.
    requestAnimationFrame(() => whenIdle(act));
  }
}

/** @param {() => void} act */
function whenIdle(act) {
  // Safari has no such moments.
  if ('requestIdleCallback' in window) requestIdleCallback(() => act(), { timeout: LONGEST });
  else setTimeout(act, LONGEST / 5);
}
