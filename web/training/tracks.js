/**
 * The neurons of a path's networks, followed from one β to the next.
 *
 * @typedef {import('../views/neurons.js').NetworkData} NetworkData
 * @typedef {{ steps: number[], strengths: number[], sign: number }} Track
 *   steps: indices on the path, one after the other; strengths: |(w, b)| |a| there
 * @typedef {{ direction: number[], strength: number, sign: number }} Unit
 */

/** Neurons whose directions differ by more than this (cosine) are not the same. */
const ALIKE = 0.9;

/**
 * @param {NetworkData[]} networks
 * @returns {Track[]}
 */
export function followNeurons(networks) {
  /** @type {Track[]} */
  const tracks = [];
  /** @type {{ unit: Unit, track: Track }[]} */
  let before = [];
  networks.forEach((network, step) => {
    const units = unitsOf(network);
    const partners = match(before, units);
    before = units.map((unit, j) => {
      let track = partners[j];
      if (!track) {
        // It grows from nothing at the step before.
        track = {
          ...{ steps: step > 0 ? [step - 1] : [], strengths: step > 0 ? [0] : [] },
          sign: unit.sign,
        };
        tracks.push(track);
      }
      track.steps.push(step);
      track.strengths.push(unit.strength);
      return { unit, track };
    });
    // And it ends in nothing, where it does.
    for (const track of tracks) {
      const last = track.steps[track.steps.length - 1];
      if (last !== step - 1 || track.strengths[track.strengths.length - 1] === 0) continue;
      track.steps.push(step);
      track.strengths.push(0);
    }
  });
  return tracks;
}

/** @param {NetworkData} network @returns {Unit[]} */
function unitsOf({ m, d, c, W1, b1, W2 }) {
  return Array.from({ length: m }, (_, j) => {
    const weights = [...W1.subarray(d * j, d * (j + 1)), b1[j]];
    const length = Math.hypot(...weights);
    const outputs = Array.from({ length: c }, (_, k) => W2[k * m + j]);
    const most = outputs.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    return {
      direction: weights.map((weight) => (length > 0 ? weight / length : 0)),
      strength: length * Math.hypot(...outputs),
      sign: Math.sign(most),
    };
  }).filter(({ strength }) => strength > 0);
}

/**
 * For each unit the track of its partner before it, the nearest pairs first.
 *
 * @param {{ unit: Unit, track: Track }[]} before
 * @param {Unit[]} units
 * @returns {(Track | undefined)[]}
 */
function match(before, units) {
  const pairs = before.flatMap(({ unit }, i) =>
    units.map((other, j) => ({ i, j, cosine: unit.sign === other.sign ? dot(unit, other) : -1 })),
  );
  pairs.sort((a, b) => b.cosine - a.cosine);
  /** @type {(Track | undefined)[]} */
  const partners = units.map(() => undefined);
  const taken = new Set();
  for (const { i, j, cosine } of pairs) {
    if (cosine < ALIKE) break;
    if (taken.has(i) || partners[j]) continue;
    partners[j] = before[i].track;
    taken.add(i);
  }
  return partners;
}

/** @param {Unit} first @param {Unit} second */
function dot({ direction }, second) {
  return direction.reduce((sum, value, k) => sum + value * second.direction[k], 0);
}
