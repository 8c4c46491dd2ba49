// What lies behind the data: links, undo, the brush, tables of text, programs to take away.
import { beforeAll, describe, expect, it } from 'vitest';
import { MAX_LINKED } from '../../web/data/codec.js';
import { begin, record, redo, undo } from '../../web/state/history.js';
import { createRandom } from '../../web/data/random.js';
import { dab, isNext, wipe } from '../../web/data/paint.js';
import { decodeState, encodeState } from '../../web/state/hash.js';
import { defaultValues, offerChoices, settings, withValue } from '../../web/state/settings.js';
import { info } from 'convexrelu';
import { lessons } from '../../web/lessons/lessons.js';
import { loadTable } from '../../web/data/measured.js';
import { readFrame } from '../../web/interface/frame.js';
import { readSheet, suggest, toPoints } from '../../web/data/csv.js';
import { sceneOf, split, toDrawing, withPoints } from '../../web/state/scene.js';
import { toEmbedCode, toScnnScript, toTrainingScript } from '../../web/takeaway/code.js';

beforeAll(async () => offerChoices(await info()));

/** @param {string} name of a data set */
const stateOf = (name) => ({ values: withValue(defaultValues(), 'data', name), drawing: null });

describe('a link', () => {
  it.each(['circle', 'petals', 'sine', 'hills'])('holds edited points of %s exactly', (name) => {
    const state = withPoints(stateOf(name), (points) => points.slice(1));
    const again = decodeState(encodeState(state));
    expect(again).toEqual(state);
    expect(encodeState(again)).toBe(encodeState(state));
  });

  it('holds points of any size, and names of columns', () => {
    const points = [
      { x: 3e7, y: -1e8, label: 1 },
      { x: 0, y: 5, label: -1 },
    ];
    const parts = { task: /** @type {const} */ ('classes'), classes: 2, radius: 1.1e8 };
    const axes = { x: 'first & last', y: 'ü' };
    const names = ['a=b', 'ä, b'];
    const state = { ...stateOf('circle'), drawing: toDrawing({ ...parts, axes, names, points }) };
    expect(decodeState(encodeState(state))).toEqual(state);
    expect(state.drawing.points[0].x / points[0].x).toBeCloseTo(1, 4);
  });

  it('leaves out more points than it can hold, and is not misled', () => {
    const points = Array.from({ length: MAX_LINKED + 1 }, (_, i) => ({
      x: i / 4096,
      y: 0,
      label: 1,
    }));
    const parts = { task: /** @type {const} */ ('classes'), classes: 2, radius: 2, axes: null };
    const state = { ...stateOf('circle'), drawing: toDrawing({ ...parts, points }) };
    expect(encodeState(state)).toBe('');
    for (const bad of [
      'task=many&classes=2&radius=2&points=AAAAAAC',
      'radius=1e99&points=AAAAAA',
    ]) {
      expect(decodeState(`v=1&${bad}`).drawing).toBeNull();
    }
  });

  it.each(lessons.flatMap(({ steps }) => steps.flatMap(({ hash }) => hash ?? [])))(
    'of a lesson says what it means: %s',
    (hash) => {
      const { values } = decodeState(hash);
      for (const [key, text] of new URLSearchParams(hash)) {
        const setting = settings.find((row) => row.hash === key);
        if (key !== 'v') expect(`${setting && values[setting.name]}`).toBe(text);
      }
    },
  );
});

describe('undo', () => {
  it('goes back a gesture at a time, and forth', () => {
    let history = begin('a');
    history = record(history, 'b', true);
    history = record(history, 'c', true);
    history = record(history, 'd', false);
    history = record(history, 'e', false);
    const once = undo(history);
    expect([once.present, undo(once).present]).toEqual(['d', 'a']);
    expect(undo(undo(once)).present).toBe('a');
    expect(redo(once).present).toBe('e');
    expect(redo(record(once, 'f', false)).present).toBe('f');
  });
});

describe('the brush', () => {
  const brush = { size: 0.5, label: 1, within: 1, random: createRandom(1) };

  it('dabs apart from each other, inside the square', () => {
    const points = dab(dab([], { x: 0.9, y: 0.9 }, brush), { x: 0.9, y: 0.9 }, brush);
    expect(points.length).toBeGreaterThan(1);
    for (const a of points) {
      expect(Math.max(a.x, a.y)).toBeLessThanOrEqual(1);
      expect(Math.hypot(a.x - 0.9, a.y - 0.9)).toBeLessThanOrEqual(0.5);
      for (const b of points.filter((other) => other !== a)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.2);
      }
    }
    expect(wipe(points, { x: 0.9, y: 0.9 }, 0.5)).toEqual([]);
  });

  it('waits for its own radius between dabs', () => {
    expect(isNext(null, { x: 0, y: 0 }, 0.5)).toBe(true);
    expect(isNext({ x: 0, y: 0 }, { x: 0.4, y: 0 }, 0.5)).toBe(false);
    expect(isNext({ x: 0, y: 0 }, { x: 0.4, y: 0.4 }, 0.5)).toBe(true);
  });
});

describe('points held out', () => {
  it('are a share, the same for the same seed, and never all', () => {
    const points = Array.from({ length: 20 }, (_, i) => ({ x: i, y: 0, label: 1 }));
    const { train, test } = split(points, 0.25, 3);
    expect([train.length, test.length]).toEqual([15, 5]);
    expect([...train, ...test].sort((a, b) => a.x - b.x)).toEqual(points);
    expect(split(points, 0.25, 3)).toEqual({ train, test });
    expect(split(points.slice(0, 1), 0.5, 0).train).toHaveLength(1);
  });
});

describe('a table of text', () => {
  const flowers = 'long;wide;kind\n1,5;2;rose\n2,5;3;tulip\n;4;rose\n3;1;rose\n4;2;tulip\n';

  it('is read with its head, decimal commas and empty cells', () => {
    const sheet = readSheet(flowers);
    expect(sheet).toMatchObject({ rows: 4, dropped: 1 });
    expect(sheet.columns.map(({ name }) => name)).toEqual(['long', 'wide', 'kind']);
    expect(sheet.columns[0].numbers).toEqual([1.5, 2.5, 3, 4]);
    expect(suggest(sheet)).toMatchObject({ target: 'kind', features: ['long', 'wide'] });
  });

  it('becomes points of each task', () => {
    const sheet = readSheet(flowers);
    const raw = { standardize: false };
    const classes = toPoints(sheet, { ...raw, target: 'kind', features: ['long', 'wide'] });
    expect(classes).toMatchObject({ task: 'classes', names: ['rose', 'tulip'] });
    expect(classes.points[1]).toEqual({ x: 2.5, y: 3, label: 1 });
    const line = toPoints(sheet, { ...raw, target: 'wide', features: ['long'] });
    expect(line).toMatchObject({ task: 'line', axes: { x: 'long', y: 'wide' } });
    expect(line.points[0]).toEqual({ x: 1.5, y: 2, label: 1 });
    const three = readSheet('1,2,a\n2,3,b\n3,4,c\n4,5,a\n');
    expect(toPoints(three, { ...raw, target: '3', features: ['1', '2'] })).toMatchObject({
      ...{ task: 'many', classes: 3 },
    });
    const numbers = readSheet('1,2,3.5\n2,3,4\n3,4,7\n4,9,8\n5,1,9\n6,1,2\n7,1,1\n');
    expect(toPoints(numbers, suggest(numbers))).toMatchObject({ task: 'surface' });
  });

  it('is standardised without overflow', () => {
    const sheet = readSheet('a,b,c\n1e200,1e-200,x\n3e200,3e-200,y\n2e200,2e-200,x\n');
    const { points } = toPoints(sheet, suggest(sheet));
    for (const { x, y } of points) expect([x, y].every((v) => Math.abs(v) < 2)).toBe(true);
    expect(points[1].x).toBeCloseTo(Math.sqrt(1.5), 6);
  });

  it.each([
    ['', 'empty'],
    ['PK\0\u0003', 'binary'],
    ['1\n2\n3', 'oneColumn'],
    ['a,b\n1,', 'tooFewRows'],
    [Array(6001).fill('1,2').join('\n'), 'tooManyRows'],
    ['a,b\nx,y\nz,w\nq,r', 'noNumbers'],
  ])('that cannot be used says why: %#', (text, reason) => {
    const use = () => suggest(readSheet(text));
    expect(use).toThrow(expect.objectContaining({ reason }));
  });
});

describe('programs to take away', () => {
  it('are the training on show', async () => {
    const state = stateOf('xor');
    const code = toTrainingScript(state, sceneOf(state));
    // The program as it is, but for what prints and where the package is.
    const body = code.replace(/^import.*$/gm, '').replace(/^console.*$/gm, '');
    const { train } = await import('convexrelu');
    const run = new (Object.getPrototypeOf(async () => {}).constructor)(
      'train',
      `${body} return report;`,
    );
    const report = await run(train);
    expect(report.scope).toBe('global');
    expect(report.status).toBe('optimal');
  });

  it('say in Python what scnn does otherwise', async () => {
    const state = stateOf('circle');
    const code = toScnnScript(state, sceneOf(state));
    expect(code).toContain('from scnn.models import ConvexReLU\n');
    expect(code).toContain('NeuronGL1(0.0001 / 2)');
    expect(code).toContain('# scnn samples patterns');
    await loadTable('iris');
    const iris = stateOf('iris');
    expect(toScnnScript(iris, sceneOf(iris))).toContain('[1,-1,-1]');
  });

  it('embed the page in a sandbox', () => {
    const code = toEmbedCode('https://example.org/?x=1#v=1&data=xor');
    expect(code).toContain('src="https://example.org/?x=1&amp;embed=1#v=1&amp;data=xor"');
    expect(code).toContain('sandbox="allow-scripts');
  });
});

describe('the address', () => {
  it('says what is hidden, and takes no selectors', () => {
    expect(readFrame('?embed=1&hide=data,tabs,"]*{}')).toEqual({
      ...{ embed: true, hide: ['data', 'tabs'], lesson: null },
    });
  });
});
