import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, readStatus, settled } from './support.js';

/** @type {Awaited<ReturnType<typeof openSite>>} */
let site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

describe('"How do I know?"', () => {
  it('shows primal and dual with their numbers, and checks the certificate again', async () => {
    const { page, problems } = await site.open();
    await settled(page);
    await page.getByRole('button', { name: 'How do I know?' }).click();
    const panel = page.locator('#doubt');
    expect(await panel.locator('math').count()).toBe(3);
    const objective = Number((await readStatus(page)).objective);
    const formulas = await panel.locator('math').allTextContents();
    const value = Number(/=([\d.]+)$/.exec(formulas[0])?.[1]);
    expect(value / objective).toBeCloseTo(1, 2);
    expect(await panel.innerText()).toMatch(/all 92 activation patterns/);
    await page.getByRole('button', { name: 'Check it again' }).click();
    await panel.locator('.valid').waitFor();
    const cells = await panel.locator('#verdict tbody td').allTextContents();
    const [claimed, recomputed, bound, boundAgain] = cells.map(Number);
    expect(recomputed / claimed).toBeCloseTo(1, 8);
    expect(boundAgain / bound).toBeCloseTo(1, 6);
    expect(boundAgain).toBeLessThanOrEqual(recomputed);
    await page.keyboard.press('Escape');
    expect(await panel.isVisible()).toBe(false);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('says that sampled patterns bound networks over these patterns only', async () => {
    const { page } = await site.open(
      '#v=1&data=xor&over=sampled&formulation=gated-relu&loss=hinge',
    );
    await settled(page);
    await page.locator('#why').click();
    expect(await page.locator('#doubt').innerText()).toMatch(/networks over these patterns only/);
    await page.locator('#verify').click();
    await page.locator('#doubt .valid').waitFor();
    await page.context().close();
  });
});
