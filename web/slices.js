/** Long work in pieces, between which the page does everything else. */

const SLICE_MILLISECONDS = 6;

/**
 * Each piece is a task of its own: in a frame it would add to what the frame has to do.
 *
 * @param {() => boolean} advance does a little, and says whether there is more
 * @param {() => void} [finished] called in a task of its own
 * @returns {() => void} drops what is left
 */
export function inSlices(advance, finished = () => {}) {
  let timer = setTimeout(work);

  function work() {
    const until = performance.now() + SLICE_MILLISECONDS;
    let more = advance();
    while (more && performance.now() < until) more = advance();
    timer = setTimeout(more ? work : finished);
  }

  return () => clearTimeout(timer);
}

/** Everything else first. @returns {Promise<void>} */
export const breathe = () => new Promise((resolve) => setTimeout(resolve));
