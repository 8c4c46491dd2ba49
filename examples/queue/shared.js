// What a program of yours would take over: folds into a queue, and their results out of it.

import { QueueEvents } from 'bullmq';
import { collectJobs, jobs } from 'convexrelu';
import { Redis } from 'ioredis';

/** @typedef {import('convexrelu').FoldJob} FoldJob */
/** @typedef {import('convexrelu').FoldResult} FoldResult */

export const queueName = 'folds';
/** Redis hashes: what came out for each job, and how often it was begun. */
export const resultsKey = 'convexrelu:results';
export const startsKey = 'convexrelu:starts';

/**
 * Milliseconds: a lock that its worker does not renew for so long is lost, and so often somebody looks
 * for jobs without a lock. Short ones, because the story is; BullMQ's own are 30,000 each.
 */
export const patience = { lockDuration: 5000, stalledInterval: 1000 };

/**
 * Queues the folds of a cross-validation. What is queued already, or done, is not queued again.
 *
 * @param {import('bullmq').Queue} queue
 * @param {number[][]} X
 * @param {number[]} Y
 * @param {Parameters<typeof jobs>[2]} options
 */
export async function queueFolds(queue, X, Y, options) {
  const list = await jobs(X, Y, options);
  const queued = await queue.addBulk(
    list.map((job) => ({ name: 'fold', data: job, opts: { jobId: job.id } })),
  );
  return { list, queued };
}

/**
 * Waits for all folds and puts their results together as crossValidate does.
 *
 * @param {Awaited<ReturnType<typeof queueFolds>>} folds
 * @param {{ path: string, maxRetriesPerRequest: null }} connection
 */
export async function collectFolds({ list, queued }, connection) {
  const events = new QueueEvents(queueName, { connection });
  const redis = new Redis(connection);
  try {
    await Promise.all(queued.map((job) => job.waitUntilFinished(events)));
    const results = [];
    for (const { id } of list) {
      const text = await redis.hget(resultsKey, id);
      if (text) results.push(/** @type {FoldResult} */ (JSON.parse(text)));
    }
    return collectJobs(list, results);
  } finally {
    await Promise.all([events.close(), redis.quit()]);
  }
}
