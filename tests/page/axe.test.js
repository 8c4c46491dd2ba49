// What axe finds: nothing, in every state of the page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, settled } from './support.js';

/** @typedef {import('playwright').Page} Page */
/** @typedef {{ address?: string, options?: import('playwright').BrowserContextOptions,
 *   act?: (page: Page) => Promise<unknown> }} State */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** What axe finds, a line each. @param {Page} page @returns {Promise<string[]>} */
async function violations(page) {
  // As a script of the tests, beside the page's own policy.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations: list } = await /** @type {any} */ (window).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return list.map((/** @type {any} */ { id, nodes }) => ({
      id,
      nodes: nodes.map((/** @type {any} */ node) => node.html),
    }));
  });
  return found.map(
    (/** @type {any} */ { id, nodes }) => `${id}: ${nodes.join(' | ').slice(0, 400)}`,
  );
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const dark = { colorScheme: /** @type {const} */ ('dark') };

/** @param {Page} page @param {string} name */
async function openTab(page, name) {
  await page.getByRole('tab', { name }).click();
  await page.locator(`[role="tabpanel"]:visible > *`).first().waitFor();
}

/** @param {Page} page */
async function followPath(page) {
  await openTab(page, 'Path');
  await page.locator('#path .tab-status', { hasText: 'each with its certificate' }).waitFor();
  await page.locator('#path summary').click();
}

/** @param {Page} page */
async function runRace(page) {
  await openTab(page, 'Race');
  await page.locator('input[name="race-seeds"]').fill('1');
  await page.locator('input[name="race-epochs"]').fill('100');
  await page.locator('#race-start').click();
  await page.locator('#race .tab-status', { hasText: '3 runs done' }).waitFor();
  await page.locator('#race summary').click();
  await page.getByRole('button', { name: 'Show the network of Adam, start 0' }).click();
  await page.locator('#compared').waitFor();
}

/** @param {Page} page */
async function askForProof(page) {
  await page.locator('#why').click();
  await page.locator('#verify').click();
  await page.locator('#verdict .valid').waitFor();
}

/** @param {Page} page */
async function openTable(page) {
  await page.getByRole('button', { name: 'Own data (CSV)' }).click();
  await page.locator('#import-text').fill('a,b,c\n1,2,x\n3,1,y\n2,2,x');
}

/** @param {Page} page */
async function openSheet(page) {
  await page.getByRole('button', { name: 'Data and model' }).tap();
  await page.locator('.more > summary').tap();
}

/** @param {Page} page */
async function openReasons(page) {
  await page.locator('.more > summary').click();
  await page.locator('.why > summary').click();
  await page.locator('.why dd').first().waitFor();
}

/** @param {Page} page */
async function lookAtCells(page) {
  await page.getByLabel('Activation cells').check();
  await page.getByLabel('Size by dual weight').check();
  await page.locator('#plane').hover();
}

/** @type {Record<string, State>} */
const states = {
  'the first visit': {},
  'a path, with a share of the points to test': {
    address: '#v=1&data=xor&test=0.3',
    act: followPath,
  },
  'a race, with a run on the canvas': { act: runRace },
  neurons: { act: (page) => openTab(page, 'Neurons') },
  'points of several classes': {
    address: '#v=1&data=petals',
    act: (page) => openTab(page, 'Points'),
  },
  'how it works': { act: (page) => openTab(page, 'How it works') },
  'the proof': { act: askForProof },
  'a table of one’s own': { act: openTable },
  'why solvers refuse': { act: openReasons },
  'cells and weights': { act: lookAtCells },
  'a curve': { address: '#v=1&data=sine' },
  'a surface': { address: '#v=1&data=hills' },
  'measured data': { address: '#v=1&data=iris' },
  'no points': { act: (page) => page.locator('#clear').click() },
  'a lesson': { address: '?lesson=neurons', act: (page) => page.locator('.lesson').waitFor() },
  embedded: { address: '?embed=1' },
  'a teacher’s link': { address: '?hide=takeaway,tabs,solver' },
};

/** @type {[string, State['options']][]} */
const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', dark],
];

const everywhere = looks.flatMap(([look, options]) =>
  Object.entries(states).map(
    ([name, state]) => /** @type {[string, State]} */ ([`${name}, ${look}`, { ...state, options }]),
  ),
);

/** @type {[string, State][]} */
const others = [
  ['a phone', { options: phone }],
  ['a phone with its settings open', { options: phone, act: openSheet }],
  ['a phone with its settings open, dark', { options: { ...phone, ...dark }, act: openSheet }],
  ['a narrow window', { options: { viewport: { width: 320, height: 640 } } }],
  ['forced colours', { options: { forcedColors: 'active' } }],
  ['the proof in forced colours', { options: { forcedColors: 'active' }, act: askForProof }],
  ['a race in forced colours', { options: { forcedColors: 'active' }, act: runRace }],
];

describe('axe', () => {
  it.each([...everywhere, ...others])('finds nothing: %s', async (_, state) => {
    const { address = '', options, act } = state;
    const { page, problems } = await site.open(address, options);
    if (address.includes('hide') || !address.includes('embed')) {
      await page.locator('#takeaway button').first().waitFor({ state: 'attached' });
    }
    await settled(page);
    await act?.(page);
    expect(await violations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
