/** Keeps the page for visits without a network, where the browser lets it. */
export async function keepOffline() {
  // Frames without an origin of their own, and pages read from a file, have no service workers.
  if (!('serviceWorker' in navigator) || !isSecureContext || window.origin === 'null') return;
  try {
    await navigator.serviceWorker.register('./sw.js');
  } catch {
    // The page works without, but not offline.
  }
}
