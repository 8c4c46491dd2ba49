/** The longest task of the page's main thread, in processor time, while much goes on. */
import {
  longestTask,
  openSite,
  placeOnPlane,
  settled,
  slide,
  takeManyPoints,
} from '../../page/support.js';

/** @typedef {import('playwright').Page} Page */

const LONG = '#v=1&data=moons&n=400&noise=0.3&beta=0.000001&over=sampled&patterns=1000&time=60';
const MANY = '#v=1&data=gaussians&n=100&over=sampled&patterns=20&beta=0.01&time=3';

/** @type {{ name: string, hash: string, act: (page: Page) => Promise<void> }[]} */
const cases = [
  { name: 'a point of 100 is dragged', hash: '#v=1&data=circle&n=100', act: dragOne },
  { name: 'a solve of 60 s runs', hash: '', act: solveLong },
  { name: '5,000 points are read from a file', hash: MANY, act: arrive },
  { name: 'one of 5,000 points is dragged', hash: MANY, act: dragOne },
  { name: 'β moves over 5,000 points', hash: MANY, act: slideBeta },
];

/** A row for each case. */
export async function measureTasks() {
  const site = await openSite();
  const rows = [];
  for (const { name, hash, act } of cases) {
    const { page } = await site.open(hash);
    await settled(page);
    const many = name.includes('5,000') && act !== arrive;
    if (many) await takeManyPoints(page);
    if (many) await settled(page);
    const longest = await longestTask(page, () => act(page));
    rows.push({ while: name, 'longest task (ms of the processor)': longest, allowed: 50 });
    await page.context().close();
  }
  await site.close();
  return rows;
}

/** @param {Page} page */
async function dragOne(page) {
  const { x, y } = await placeOnPlane(page, 0.5, 0.5);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let k = 1; k <= 60; ++k) await page.mouse.move(x + 2 * k, y + k);
  await page.mouse.up();
}

/** @param {Page} page */
async function solveLong(page) {
  await page.evaluate((hash) => (location.hash = hash), LONG);
  for (let k = 0; k < 40; ++k) {
    const { x, y } = await placeOnPlane(page, 0.1 + 0.02 * k, 0.3);
    await page.mouse.move(x, y);
    await page.waitForTimeout(150);
  }
}

/** @param {Page} page */
async function arrive(page) {
  await takeManyPoints(page);
  await page.waitForTimeout(1000);
}

/** @param {Page} page */
async function slideBeta(page) {
  for (let k = 0; k < 20; ++k) {
    await slide(page, 'beta', -2 + 0.05 * k);
    await page.waitForTimeout(50);
  }
}
