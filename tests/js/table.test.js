/** The table of accuracies: its folds, its numbers, and the page that shows them. */
import { describe, expect, test } from 'vitest';
import { dataSets } from '../table/datasets.js';
import { foldsOf } from '../table/evaluate.js';
import { lastResults, readPage, runTable, setNames } from '../table/main.js';
import { render, replaceSection } from '../table/render.js';

describe('the data', () => {
  test('are those of the papers', () => {
    const sizes = dataSets().map(({ name, X, y }) => [
      name,
      X.length,
      X[0].length,
      y.length,
      new Set(y).size,
    ]);
    expect(sizes).toEqual([
      ['iris', 150, 4, 150, 3],
      ['wine', 178, 13, 178, 3],
      ['breast cancer', 569, 30, 569, 2],
      ['penguins', 342, 4, 342, 3],
      ['digits', 1797, 64, 1797, 10],
      ['diabetes', 442, 10, 442, 214],
    ]);
    const { X, y } = dataSets()[5];
    expect([X[0], y[0]]).toEqual([[59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87], 151]);
    const mean = (/** @type {number[]} */ values) =>
      values.reduce((sum, it) => sum + it, 0) / values.length;
    expect(mean(y.map(Number))).toBeCloseTo(152.133, 3);
    expect(mean(X.map((row) => row[2]))).toBeCloseTo(26.376, 3);
  });

  test('are dealt into folds of equal shares of every class', () => {
    for (const data of dataSets().filter(({ score }) => score === 'accuracy')) {
      const dealt = foldsOf(data);
      expect(foldsOf(data)).toEqual(dealt);
      for (const label of new Set(data.y)) {
        const sizes = [0, 1, 2, 3, 4].map(
          (fold) => data.y.filter((it, i) => it === label && dealt[i] === fold).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('the page', () => {
  test('shows what was measured last', () => {
    const results = lastResults();
    expect(replaceSection(readPage(), render(results))).toBe(readPage());
    expect(Object.keys(results.sets)).toEqual(setNames);
  });

  test('says so where the references are of an earlier run', () => {
    const results = lastResults();
    const { references } = results;
    expect(render({ ...results, references: { ...references, earlier: [] } })).toContain(
      'Others: ',
    );
    const later = render({ ...results, references: { ...references, earlier: ['wine'] } });
    expect(later).toContain('Without Python, so for wine the rows of others are of an earlier run');
  });

  test('must have the place for it', () => {
    expect(() => replaceSection('nothing', 'x')).toThrow(
      'the page must have <!-- table: begin -->',
    );
  });
});

test('a quick run: ours predict, better than the commonest class and than the mean', async () => {
  const page = readPage();
  /** @type {string[]} */
  const printed = [];
  const { sets } = await runTable({ quick: true }, (text) => printed.push(text));
  expect(Object.keys(sets)).toEqual(['iris', 'diabetes']);
  for (const { scores, seconds } of Object.values(sets.iris.ours)) {
    expect(Math.min(...scores)).toBeGreaterThan(0.8);
    expect(seconds).toHaveLength(5);
  }
  const [relu] = Object.values(sets.diabetes.ours);
  expect(relu.scores.reduce((sum, it) => sum + it, 0) / 5).toBeGreaterThan(0.35);
  expect(printed.at(-1)).toMatch(/\| convexrelu, ReLU +\| \d\d\.\d ± \d/);
  expect(readPage()).toBe(page);
}, 120_000);
