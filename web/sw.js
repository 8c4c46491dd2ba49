/**
 * The page without a network: every file of the site is kept at the first visit. Later the page itself
 * comes from the network where there is one, so that a new version is seen at once; files named by
 * their content never change. Version and files are filled in when the site is built.
 */

const VERSION = '{{version}}';
const FILES = ['{{files}}'];

addEventListener('install', (event) => {
  const { waitUntil } = bound(event);
  waitUntil(keepAll());
  /** @type {any} */ (self).skipWaiting();
});

addEventListener('activate', (event) => {
  bound(event).waitUntil(dropOthers());
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = bound(event);
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  respondWith(request.mode === 'navigate' ? fresh(request) : kept(request));
});

/** The parts of a service worker's event. @param {any} event */
function bound(event) {
  return {
    request: /** @type {Request} */ (event.request),
    waitUntil: (/** @type {Promise<unknown>} */ work) => event.waitUntil(work),
    respondWith: (/** @type {Promise<Response>} */ response) => event.respondWith(response),
  };
}

/** What the page has just loaded comes from the browser's own cache: files of content in their name. */
async function keepAll() {
  const cache = await caches.open(VERSION);
  const requests = FILES.map(
    (name) => new Request(name, { cache: name.includes('/assets/') ? 'force-cache' : 'no-cache' }),
  );
  await cache.addAll(requests);
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)));
  await /** @type {any} */ (self).clients.claim();
}

/** @param {Request} request */
async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(VERSION);
    const answer = await cache.match('./');
    if (answer) return answer;
    throw error;
  }
}

/** @param {Request} request */
async function kept(request) {
  const cache = await caches.open(VERSION);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
