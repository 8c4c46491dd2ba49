/** Samplers and their settings, from the options to the gates in the certificate. */
import { info, train, verify } from 'convexrelu';
import { expect, test } from 'vitest';

/** Images of 3×3 pixels, two channels each. */
const X = Array.from({ length: 30 }, (_, i) =>
  Array.from({ length: 18 }, (_, k) => Math.sin(1 + i * (k + 1)) + Math.cos(i + k * k)),
);
const Y = X.map(([a, b, c]) => Math.max(0, a - b) + c);

/**
 * @param {object} settings
 * @param {import('convexrelu').Formulation} [formulation]
 */
async function gatesOf(settings, formulation = 'gated-relu') {
  const patterns = { kind: /** @type {const} */ ('sampled'), count: 20, ...settings };
  const { network, report, certificate } = await train(X, Y, { formulation, patterns, beta: 0.05 });
  expect(report.status).toBe('optimal');
  expect(verify(X, Y, network, certificate)).toMatchObject({ valid: true, reasons: [] });
  expect(report.options.patterns).toMatchObject(settings);
  const { gates = [], gateColumns = 1 } = certificate;
  expect(gateColumns).toBe(19);
  return Array.from({ length: gates.length / gateColumns }, (_, i) =>
    Array.from(gates).slice(i * gateColumns, (i + 1) * gateColumns),
  );
}

/** The features that a gate looks at. @param {number[]} gate */
const used = (gate) => [...gate.keys()].filter((k) => k < 18 && gate[k] !== 0);

/** @param {number[]} gate */
const activeSamples = (gate) =>
  X.filter((x) => x.reduce((sum, value, k) => sum + value * gate[k], 0) + gate[18] >= 0).length;

test('info lists the samplers and every setting of theirs', async () => {
  const { samplers, samplingOptions, patternDefaults } = await info();
  expect(samplers.map(({ name }) => name)).toEqual([
    'dense-gaussian',
    'feature-sparse',
    'convolutional',
  ]);
  const names = samplingOptions.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['order', 'image', 'kernel', 'activeProportion']));
  expect(['kind', ...names]).toEqual(expect.arrayContaining(Object.keys(patternDefaults)));
  for (const { doc, rule } of samplingOptions) expect(doc && rule).toBeTruthy();
});

test('feature-sparse gates look at `order` features, one by default', async () => {
  const single = await gatesOf({ sampler: 'feature-sparse' });
  for (const gate of single) expect(used(gate)).toHaveLength(1);
  const gates = await gatesOf({ sampler: 'feature-sparse', order: 3 });
  for (const gate of gates) expect(used(gate)).toHaveLength(3);
});

test('convolutional gates are patches of the image, over all channels', async () => {
  const settings = {
    sampler: /** @type {const} */ ('convolutional'),
    image: [3, 3, 2],
    kernel: [2, 1],
  };
  const gates = await gatesOf(settings);
  const places = new Set(gates.map((gate) => used(gate)[0]));
  for (const gate of gates) {
    const first = used(gate)[0];
    expect(used(gate)).toEqual([first, first + 1, first + 6, first + 7]);
  }
  expect([...places].every((first) => first % 2 === 0 && first < 12)).toBe(true);
  expect(places.size).toBeGreaterThan(3);
});

test.each(/** @type {const} */ (['dense-gaussian', 'feature-sparse']))(
  '%s gates activate the share that is asked for',
  async (sampler) => {
    for (const activeProportion of [0.1, 0.5, 0.9]) {
      const gates = await gatesOf({ sampler, activeProportion });
      for (const gate of gates) expect(activeSamples(gate)).toBe(Math.round(30 * activeProportion));
    }
  },
);

test('relu programs take them too', async () => {
  const gates = await gatesOf({ sampler: 'feature-sparse', priced: false }, 'relu');
  for (const gate of gates) expect(used(gate)).toHaveLength(1);
});

test('equal seeds give equal gates', async () => {
  const settings = { sampler: /** @type {const} */ ('feature-sparse'), order: 2, seed: 5 };
  const first = await gatesOf(settings);
  expect(await gatesOf(settings)).toEqual(first);
  expect(await gatesOf({ ...settings, seed: 6 })).not.toEqual(first);
});
