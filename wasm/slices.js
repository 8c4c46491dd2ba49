// Lets everything else run between two slices of work.

/**
 * Resolves in a new task, so that messages, timers and drawing get their turn.
 *
 * The channel is a fresh one each time: a reused one starves other ports in Node. (A timer of 0
 * would cost browsers 4 ms.)
 *
 * @returns {Promise<void>}
 */
export function breathe() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
