/**
 * TensorFlow.js's Adam on the network itself, from random weights, on the plain JavaScript backend:
 * reads { problem, limit, rate, module } from standard input, answers with the course.
 */
import { readFileSync } from 'node:fs';
import { drawFrom } from '../data/synthetic.js';

const width = 100;
const { problem, limit, rate, module } = JSON.parse(readFileSync(0, 'utf8'));
const tf = await import(module);
await tf.setBackend('cpu');
const { X, Y, beta } = problem;
const { normal } = drawFrom(1);
const d = X[0].length + 1;
const draw = (/** @type {number[]} */ shape) =>
  tf.variable(
    tf.tensor(
      Array.from({ length: shape[0] * shape[1] }, () => normal() / Math.sqrt(shape[0])),
      shape,
    ),
  );
const [W, a] = [draw([d, width]), draw([width, 1])];
const x = tf.tensor2d(X.map((/** @type {number[]} */ row) => [...row, 1]));
const y = tf.tensor2d(Y, [Y.length, 1]);
const objective = () =>
  tf.add(
    tf.mean(tf.square(tf.sub(tf.matMul(tf.relu(tf.matMul(x, W)), a), y))),
    tf.mul(beta / 2, tf.add(tf.sum(tf.square(W)), tf.sum(tf.square(a)))),
  );
const adam = tf.train.adam(rate);
const seconds = /** @type {number[]} */ ([]);
const objectives = /** @type {number[]} */ ([]);
const start = performance.now();
for (let elapsed = 0; elapsed < limit; elapsed = (performance.now() - start) / 1000) {
  const cost = adam.minimize(objective, true, [W, a]);
  seconds.push(elapsed);
  objectives.push(cost.dataSync()[0]);
  cost.dispose();
}
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds, objectives, total: limit, megabytes }));
