/**
 * A cross-validation over worker processes, one of which is killed in the middle of a fold: see README.md.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Queue } from 'bullmq';
import { crossValidate } from 'convexrelu';
import { Redis } from 'ioredis';
import { setup } from '../../scripts/setup.mjs';
import { collectFolds, queueFolds, queueName, resultsKey, startsKey } from './shared.js';
import { startRedis } from './redis.js';

/** Points in the plane, +1 where both coordinates have the same sign, one in ten the other way round. */
const X = Array.from({ length: 60 }, (_, i) => [Math.sin(12.9 * i), Math.sin(78.2 * i + 1)]);
const Y = X.map(([a, b], i) => (i % 10 === 3 ? -1 : 1) * (a * b > 0 ? 1 : -1));
const options = /** @type {const} */ ({ loss: 'logistic', folds: 5, count: 10, seed: 1 });

await setup({ groups: ['queue'] });
const redis = await startRedis();
const { connection } = redis;
const queue = new Queue(queueName, { connection });
/** @type {import('node:child_process').ChildProcess[]} */
const processes = [];
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    for (const child of processes) child.kill('SIGKILL');
    await redis.stop();
    process.exit(1);
  });
}

/** @param {boolean} hangs */
function startWorker(hangs) {
  const path = fileURLToPath(new URL('worker.js', import.meta.url));
  const child = fork(path, [JSON.stringify({ connection, hangs })]);
  processes.push(child);
  return child;
}

try {
  const folds = await queueFolds(queue, X, Y, options);
  await queueFolds(queue, X, Y, options);
  console.log(`queued twice, there once: ${(await queue.getJobCounts('wait')).wait} folds`);

  const victim = startWorker(true);
  const ended = once(victim, 'exit').then(([code]) => {
    throw new Error(`a worker ended with code ${code}`);
  });
  const [{ id }] = await Promise.race([once(victim, 'message'), ended]);
  victim.kill('SIGKILL');
  await ended.catch(() => {});
  console.log(`killed a worker (${victim.signalCode}) in the middle of ${id}`);

  startWorker(false);
  startWorker(false);
  const found = await collectFolds(folds, connection);

  const client = new Redis(connection);
  const starts = await client.hgetall(startsKey);
  const stored = await client.hlen(resultsKey);
  await client.quit();
  console.log(`begun: ${folds.list.map((job) => starts[job.id]).join(', ')} times`);
  console.log(`results stored: ${stored} of ${folds.list.length} folds`);
  const expected = await crossValidate(X, Y, options);
  const isSame = isDeepStrictEqual(found, expected);
  console.log(`as crossValidate, to the last bit: ${isSame ? 'yes' : 'no'} (β = ${found.best})`);
  const isRight = isSame && stored === folds.list.length && Number(starts[id]) > 1;
  process.exitCode = isRight ? 0 : 1;
} finally {
  await Promise.all(processes.map(stop));
  await queue.close();
  await redis.stop();
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.disconnect();
  await ended;
}
