import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultValues } from '../../web/state/settings.js';
import { decodeState } from '../../web/state/hash.js';
import { countPoints, openSite, readStatus, settled, slide } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('the address', () => {
  it('restores settings in another window', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.locator('input[name="data"][value="penguins"]').check();
    await page.locator('select[name="featureY"]').selectOption('flipperLength');
    await page.locator('select[name="species"]').selectOption('Gentoo');
    await slide(page, 'n', 50);
    await slide(page, 'beta', -2.5);
    await settled(page);
    await page.waitForTimeout(400);
    const { hash } = new URL(page.url());
    expect(decodeState(hash).values).toMatchObject({
      data: 'penguins',
      featureY: 'flipperLength',
      species: 'Gentoo',
      n: 50,
      beta: 0.00316,
    });

    const other = await site.open(hash);
    await settled(other.page);
    expect(await other.page.locator('select[name="featureY"]').inputValue()).toBe('flipperLength');
    expect((await readStatus(other.page)).objective).toBe((await readStatus(page)).objective);
    await page.context().close();
    await other.page.context().close();
  });

  it('shows its data set, however far down the gallery', async () => {
    const { page } = await site.open('#v=1&data=wine');
    await settled(page);
    const isInView = await page.locator('input[name="data"]:checked').evaluate((input) => {
      const gallery = /** @type {HTMLElement} */ (input.closest('.gallery'));
      const [outer, inner] = [gallery, input].map((it) => it.getBoundingClientRect());
      return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    });
    expect(isInView).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.context().close();
  });

  it('restores drawn points in another window', async () => {
    const { page } = await site.open();
    await settled(page);
    await page.locator('#clear').click();
    for (const [x, y] of [
      [50, 60],
      [200, 90],
      [300, 333],
    ]) {
      await page.locator('#plane').click({ position: { x, y } });
    }
    await settled(page);
    await page.waitForTimeout(400);
    const { hash } = new URL(page.url());
    const other = await site.open(hash);
    await settled(other.page);
    expect(await countPoints(other.page)).toBe(3);
    await other.page.waitForTimeout(400);
    expect(new URL(other.page.url()).hash).toBe(hash);
    await page.context().close();
    await other.page.context().close();
  });

  it('is understood as far as it can be read', async () => {
    const { page, problems } = await site.open(
      '#v=1&data=nothing&n=-5&beta=many&points=!&radius=0',
    );
    await settled(page);
    expect((await readStatus(page)).headline).toBe('Global optimum certified');
    expect(await countPoints(page)).toBe(2);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('is empty again after reset', async () => {
    const { page } = await site.open('#v=1&data=moons&beta=0.01&seed=7');
    await settled(page);
    await page.getByRole('button', { name: 'Reset' }).click();
    await settled(page);
    await page.waitForTimeout(400);
    expect(new URL(page.url()).hash).toBe('');
    expect(await countPoints(page)).toBe(defaultValues().n);
    await page.context().close();
  });
});
