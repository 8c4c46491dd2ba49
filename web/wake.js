/**
 * What the browser runs first. The worker needs the longest, so it is called before the page is made:
 * its script arrives and its WebAssembly is compiled meanwhile.
 */

import { info } from 'convexrelu/worker';

// A sandboxed frame has no origin, and so no worker. Where none can start, the training says so.
if (origin !== 'null') info().catch(() => undefined);

import('./main.js').then(({ start }) => start());
