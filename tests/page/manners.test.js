// How the page behaves towards everyone: keyboard alone, appearance, offline, hidden parts, a
// crash of the worker, widths.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countPoints, openSite, readStatus, settled } from './support.js';

/** @typedef {import('playwright').Page} Page */

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** @param {Page} page */
const close = (page) => page.context().close();

describe('the keyboard alone', () => {
  it('paints, trains, moves β, reads the status, exports', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.locator('#takeaway button').first().waitFor();
    const { keyboard } = page;
    const tabTo = async (/** @type {string} */ selector) => {
      for (let i = 0; i < 120; ++i) {
        await keyboard.press('Tab');
        if (await page.evaluate((it) => document.activeElement?.matches(it), selector)) return;
      }
      throw new Error(`Tab never comes to ${selector}`);
    };
    const press = async (/** @type {string[]} */ ...keys) => {
      for (const key of keys) await keyboard.press(key);
    };
    const said = () => page.locator('#spoken-action').textContent();
    await tabTo('input[name="beta"]');
    const beta = await page.locator('input[name="beta"]').inputValue();
    await press('ArrowRight');
    expect(await page.locator('input[name="beta"]').inputValue()).not.toBe(beta);

    // A point with the second class, then a dab of many with the brush, then one of them is wiped.
    await tabTo('#plane');
    const before = await countPoints(page);
    await press('2', 'Shift+ArrowUp', 'Enter');
    await settled(page);
    expect(await said()).toMatch(/^Added Orange at 0\.00, 0\.\d+/);
    expect(await countPoints(page)).toBe(before + 1);
    await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab');
    await tabTo('#brush');
    await press('m', 'e');
    expect(await page.locator('#brush option:checked').textContent()).toMatch(/^Medium/);
    await tabTo('#plane');
    await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Enter');
    await settled(page);
    expect(await said()).toMatch(/^Painted\. \d+ points\.$/);
    const painted = await countPoints(page);
    expect(painted).toBeGreaterThan(before + 3);
    await press('Backspace');
    await settled(page);
    expect(await countPoints(page)).toBe(painted - 1);
    await press('Control+z');
    await settled(page);
    expect(await countPoints(page)).toBe(painted);

    await tabTo('#run');
    await press('Enter');
    await settled(page);
    const headline = (await readStatus(page)).headline;
    await page.locator('#spoken-status', { hasText: headline }).waitFor({ state: 'attached' });
    await tabTo('#why');
    await press('Enter');
    await page.locator('#doubt').waitFor();
    await tabTo('#verify');
    await press('Enter');
    await page.locator('#verdict .valid').waitFor();
    await press('Escape');
    expect(await page.locator('#doubt').isVisible()).toBe(false);
    await tabTo('[role="tab"][aria-selected="true"]');
    await press('Home', 'ArrowRight', 'ArrowRight');
    expect(await page.locator('#tab-neurons').getAttribute('aria-selected')).toBe('true');
    await tabTo('#neurons tbody button');
    await page.locator('#neurons tbody tr.lit').waitFor();
    await tabTo('[data-item="json"]');
    const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
    const network = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(network).toHaveProperty('W1');
    expect(problems).toEqual([]);
    await close(page);
  });
});

describe('appearance', () => {
  it('can be chosen against the system, and is kept', async () => {
    const { page } = await site.open('', { colorScheme: 'light' });
    await settled(page);
    const paper = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.locator('#appearance').selectOption('dark');
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.reload();
    await settled(page);
    expect(await paper()).toBe(dark);
    await page.locator('#appearance').selectOption('system');
    expect(await paper()).toBe(light);
    await close(page);
  });
});

describe('without a network', () => {
  it('a second visit works', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.context().setOffline(true);
    await page.reload();
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/Global optimum certified/);
    await page.locator('input[name="data"][value="wine"]').check();
    await settled(page);
    expect(await countPoints(page)).toBe(80);
    expect(problems.filter((text) => !/ERR_INTERNET_DISCONNECTED/.test(text))).toEqual([]);
    await close(page);
  });

  it('a manifest makes the page installable', async () => {
    const response = await fetch(`${site.url}manifest.webmanifest`);
    const manifest = await response.json();
    expect(manifest).toMatchObject({ start_url: './', display: 'standalone' });
    expect((await fetch(new URL(manifest.icons[0].src, site.url))).status).toBe(200);
  });
});

describe('a teacher’s link', () => {
  it('hides parts and settings', async () => {
    const { page } = await site.open('?hide=takeaway,tabs,loss,solver#v=1&data=moons');
    await settled(page);
    for (const selector of ['#takeaway', '.explore', '[data-setting="loss"]', '.more']) {
      expect(await page.locator(selector).isVisible(), selector).toBe(false);
    }
    expect(await page.locator('[data-setting="beta"]').isVisible()).toBe(true);
    await close(page);
  });
});

describe('lessons', () => {
  it.each(['xor', 'neurons', 'optimum'])('%s goes from step to step', async (name) => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.locator('#lesson-menu').selectOption(name);
    const place = page.locator('.lesson .actions .muted');
    const steps = Number(/of (\d+)/.exec((await place.textContent()) ?? '')?.[1]);
    expect(steps).toBeGreaterThan(2);
    for (let step = 1; step < steps; ++step) {
      expect(await place.textContent()).toBe(`Step ${step} of ${steps}`);
      await page.locator('.lesson').getByRole('button', { name: 'Next' }).click();
      await settled(page);
    }
    await page.getByRole('button', { name: 'Finish' }).click();
    expect(await page.locator('.lesson').isVisible()).toBe(false);
    expect(problems).toEqual([]);
    await close(page);
  });
});

describe('a worker that crashes', () => {
  it('is started again, with a message and the data intact', async () => {
    const hard = '#v=1&data=random&n=300&beta=0.000001&time=20';
    const { page } = await site.open(hard);
    await page.locator('#status[data-tone="busy"]').waitFor();
    await page.waitForFunction(() =>
      /Gap/.test(document.querySelector('#headline')?.textContent ?? ''),
    );
    const [worker] = page.workers();
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('a crash of the test');
      });
    });
    await page.getByText('The solver had crashed and was started again.').waitFor();
    expect(await countPoints(page)).toBe(300);
    await page.locator('input[name="data"][value="moons"]').check();
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/Global optimum certified/);
    expect(await page.locator('#notice').textContent()).toBe('');
    await close(page);
  });
});

describe('every width', () => {
  it.each([320, 390, 700, 1024, 1440, 2200])(
    'of %d px has no sideways scrolling',
    async (width) => {
      const { page } = await site.open('', { viewport: { width, height: 800 } });
      await settled(page);
      await page.locator('#takeaway button').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
      await close(page);
    },
  );

  it('has no target smaller than 24 px', async () => {
    const { page } = await site.open('', { viewport: { width: 390, height: 800 } });
    await settled(page);
    await page.locator('#takeaway button').first().waitFor();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, select, summary, input')]
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
        .filter(({ element }) => !element.closest('label'))
        .map(({ element }) => element.outerHTML.slice(0, 80)),
    );
    expect(small).toEqual([]);
    await close(page);
  });
});

describe('forced colours and reduced motion', () => {
  it('leave everything to read', async () => {
    const { page, problems } = await site.open('', {
      ...{ forcedColors: 'active', reducedMotion: 'reduce' },
    });
    await settled(page);
    expect((await readStatus(page)).headline).toMatch(/Global optimum certified/);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('button')].some(
        (element) => parseFloat(getComputedStyle(element).transitionDuration) > 0,
      ),
    );
    expect(moving).toBe(false);
    expect(problems).toEqual([]);
    await close(page);
  });
});
