// The network follows while something is dragged.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeState } from '../../web/state/hash.js';
import { sceneOf } from '../../web/state/scene.js';
import { longestTask, openSite, placeOnPlane, readStatus, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** @typedef {import('playwright').Page} Page */

/**
 * Where the point nearest to the middle is, as shares of the plane.
 *
 * @param {string} hash
 */
function middlePoint(hash) {
  const { points, radius } = sceneOf(decodeState(hash));
  const [{ x, y }] = [...points].sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y));
  return { across: (x / radius + 1) / 2, down: (1 - y / radius) / 2 };
}

/**
 * Drags that point in a small circle, and counts how often the objective on show changes.
 *
 * @param {Page} page
 * @param {string} hash
 * @param {number} steps
 */
async function dragAround(page, hash, steps) {
  const { across, down } = middlePoint(hash);
  const { x, y } = await placeOnPlane(page, across, down);
  await page.evaluate(() => {
    const counter = /** @type {any} */ (window);
    counter.seen = [];
    const objective = document.querySelector('[data-number="objective"]');
    const record = () => counter.seen.push([performance.now(), objective?.textContent]);
    new MutationObserver(record).observe(/** @type {Node} */ (objective), { childList: true });
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let k = 1; k <= steps; ++k) {
    await page.mouse.move(x + 30 * Math.sin(k / 9), y + 30 * (1 - Math.cos(k / 9)));
  }
  const seen = await page.evaluate(() => /** @type {any} */ (window).seen);
  return { seen, end: { x, y } };
}

describe('a dragged point', () => {
  it('is followed by the optimum over sampled patterns, move by move', async () => {
    const hash = '#v=1&data=moons&n=100&over=sampled&patterns=50';
    const { page, problems } = await site.open(hash);
    await settled(page);
    const before = await readStatus(page);
    /** @type {[number, string][]} */
    let seen = [];
    const longest = await longestTask(page, async () => {
      ({ seen } = await dragAround(page, hash, 120));
    });
    // The objective on show changes with most of the moves, not only at their end.
    expect(seen.length).toBeGreaterThan(30);
    expect(longest).toBeLessThan(50);
    await page.mouse.up();
    await settled(page);
    const after = await readStatus(page);
    expect(after.headline).toMatch(/^Optimal over \d+ sampled patterns$/);
    expect(after.objective).not.toBe(before.objective);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('is followed by the global optimum, with what is reached shown meanwhile', async () => {
    const hash = '#v=1&data=moons&n=100';
    const { page, problems } = await site.open(hash);
    await settled(page);
    const { seen } = await dragAround(page, hash, 120);
    expect(seen.length).toBeGreaterThan(5);
    await page.mouse.up();
    await settled(page);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('is dropped where it is released, is no click, and can be moved by keyboard', async () => {
    const hash = '#v=1&data=circle';
    const { page, problems } = await site.open(hash);
    await settled(page);
    const { across, down } = middlePoint(hash);
    const { x, y } = await placeOnPlane(page, across, down);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 20, y);
    await page.mouse.move(x + 60, y + 10);
    await page.mouse.up();
    await settled(page);
    await page.waitForFunction(() => location.hash.includes('points='));
    const points = () => decodeState(new URL(page.url()).hash).drawing?.points ?? [];
    const original = sceneOf(decodeState(hash)).points;
    const dragged = points();
    expect(dragged).toHaveLength(original.length);
    const moved = dragged.filter((point, i) => Math.abs(point.x - original[i].x) > 1e-3);
    expect(moved).toHaveLength(1);
    await page.locator('#plane').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('m');
    expect(await page.locator('#spoken-action').textContent()).toMatch(/^The point moves with/);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('m');
    expect(await page.locator('#spoken-action').textContent()).toMatch(/^Moved to/);
    await settled(page);
    await page.waitForTimeout(400);
    const changes = points().filter(({ y: up }, i) => up !== dragged[i].y);
    expect(changes).toHaveLength(1);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('follows a finger', async () => {
    const hash = '#v=1&data=circle';
    const { page } = await site.open(hash, {
      viewport: { width: 390, height: 844 },
      ...{ hasTouch: true, isMobile: true },
    });
    await settled(page);
    const { across, down } = middlePoint(hash);
    const { x, y } = await placeOnPlane(page, across, down);
    const session = await page.context().newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {number} */ up) =>
      session.send('Input.dispatchTouchEvent', {
        type: /** @type {any} */ (type),
        touchPoints: type === 'touchEnd' ? [] : [{ x, y: y - up }],
      });
    await touch('touchStart', 0);
    for (let k = 1; k <= 10; ++k) await touch('touchMove', 5 * k);
    await touch('touchEnd', 50);
    await page.waitForFunction(() => location.hash.includes('points='));
    await settled(page);
    // On a busy machine it may have been written in the middle of the drag, too.
    await page.waitForTimeout(400);
    const original = sceneOf(decodeState(hash)).points;
    const after = decodeState(new URL(page.url()).hash).drawing?.points ?? [];
    expect(after.filter((point, i) => point.y - original[i].y > 0.3)).toHaveLength(1);
    expect(await page.evaluate(() => scrollY)).toBeLessThan(200);
    await page.context().close();
  });
});
