// A worker process: takes a job, does it, stores what came out unless somebody has already.

import { Worker } from 'bullmq';
import { runJob } from 'convexrelu';
import { Redis } from 'ioredis';
import { patience, queueName, resultsKey, startsKey } from './shared.js';

const { connection, hangs } = JSON.parse(process.argv[2]);
const redis = new Redis(connection);

/** Tells the parent of the first β; whoever is to be killed waits for it there, in the middle of a fold. */
async function told(/** @type {string} */ id) {
  process.send?.({ id });
  if (hangs) await new Promise(() => {});
}

const worker = new Worker(
  queueName,
  async ({ data }) => {
    await redis.hincrby(startsKey, data.id, 1);
    const result = await runJob(data, {
      onProgress: ({ index }) => (index === 0 ? told(data.id) : undefined),
    });
    await redis.hsetnx(resultsKey, result.id, JSON.stringify(result));
  },
  { connection, ...patience, maxStalledCount: 3 },
);

// A fold that cannot be done ends the process with its reason.
worker.on('failed', (_, error) => {
  throw error;
});
// Whoever loses a lock, on a machine that is too busy to renew it, finds that another has its fold.
worker.on('error', () => {});
// With the program that started it, it ends; a fold that it has begun would be another's.
process.on('disconnect', () => process.exit());
