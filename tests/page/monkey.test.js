// A seeded monkey: whatever is pressed, drawn, pasted or resized, the page goes on, and trains.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../web/data/random.js';
import { openSite, readStatus, settled } from './support.js';

/** @typedef {import('playwright').Page} Page */

const ACTIONS = 2000;

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const tables = [
  'a,b,c\n1,2,x\n3,1,y\n2,5,x\n4,4,y',
  'a;b\n1,5;2\n2,5;1\n3,5;7',
  '1e300,2e300,x\n3e300,1e300,y\n2e300,5e300,x',
  '1,1,a\n1,1,b\n1,1,c\n1,1,a',
  'only\nwords\nhere',
  '"unclosed, 1\n2,3',
  'x,y\n0,0\n0,0\n0,0',
];

/**
 * Changes a control or presses a button, chosen by a number.
 *
 * @param {Page} page
 * @param {number} choice from 0 to 1
 * @param {number} value from 0 to 1
 * @param {string} selector
 */
async function press(page, choice, value, selector) {
  await page.evaluate(([pick, share, from]) => {
    const inside = document.querySelector('dialog[open]') ?? document;
    const all = [...inside.querySelectorAll(String(from))].filter(
      (element) => !(/** @type {any} */ (element).disabled) && element.getClientRects().length > 0,
    );
    const element = all[Math.floor(Number(pick) * all.length)];
    if (element instanceof HTMLSelectElement) {
      element.selectedIndex = Math.floor(Number(share) * element.length);
    } else if (element instanceof HTMLInputElement && element.type === 'range') {
      const [min, max] = [Number(element.min), Number(element.max)];
      element.value = String(min + Number(share) * (max - min));
    } else if (element instanceof HTMLInputElement && /text|number/.test(element.type)) {
      // Into a field of numbers no browser lets anyone type a word.
      const words = ['', '-3', '1e9', '0.25', element.type === 'text' ? 'x' : '7'];
      element.value = words[Math.floor(Number(share) * words.length)];
    } else if (element instanceof HTMLElement) {
      element.click();
      return;
    } else {
      return;
    }
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }, /** @type {const} */ ([choice, value, selector]));
}

/** @param {Page} page @param {string} text */
async function paste(page, text) {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }, text);
}

const controls = '#settings input, #settings select, #brush, #tools input, .points-table input';
const buttons =
  'button:not([data-item]):not(#own-data), [role="tab"], summary, #takeaway [data-item="training"]';

describe('a monkey', () => {
  it(`does ${ACTIONS} things, and the page still trains`, { timeout: 300_000 }, async () => {
    const { page, problems } = await site.open('#v=1&time=0.2');
    await settled(page);
    const random = createRandom(2026);
    const { uniform } = random;
    const keys = ['Enter', 'ArrowLeft', 'Shift+ArrowUp', '1', '2', 'Backspace', 'm', 'Control+z'];
    /** @type {[number, () => Promise<void>][]} */
    const actions = [
      [0.4, () => press(page, uniform(), uniform(), controls)],
      [0.15, () => press(page, uniform(), uniform(), buttons)],
      [
        0.25,
        async () => {
          const place = await page.evaluate(
            ([across, down]) => {
              if (document.querySelector('dialog[open]')) return null;
              const plane = /** @type {HTMLElement} */ (document.querySelector('#plane'));
              plane.scrollIntoView({ block: 'nearest', behavior: 'instant' });
              const { left, top, width, height } = plane.getBoundingClientRect();
              return { x: left + across * width, y: top + down * height };
            },
            [uniform(0.02, 0.98), uniform(0.02, 0.98)],
          );
          if (place) await page.mouse.click(place.x, place.y);
        },
      ],
      [0.12, () => page.keyboard.press(keys[Math.floor(uniform(0, keys.length))])],
      [0.05, () => paste(page, tables[Math.floor(uniform(0, tables.length))])],
      [0.03, () => page.setViewportSize({ width: Math.round(uniform(320, 1500)), height: 800 })],
    ];
    for (let i = 0; i < ACTIONS; ++i) {
      let left = uniform();
      const chosen = actions.find(([share]) => (left -= share) < 0) ?? actions[0];
      await chosen[1]();
      if (i % 100 === 99) {
        expect(await page.locator('body').innerText(), `after ${i}`).not.toMatch(/NaN|undefined/);
      }
    }
    await page.evaluate(() => document.querySelector('dialog')?.close());
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Reset' }).click();
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/Global optimum certified/);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
