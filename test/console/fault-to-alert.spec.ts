import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole, until } from './console-page.js';
import type { ConsolePage } from './console-page.js';

/** Not one whose earlier trouble in another spec may still be an open alert. */
const crah = 'hall-1-crah-3';

describe('a CRAH fan fails in the twin', () => {
  let view: ConsolePage;
  beforeAll(async () => {
    view = await openConsole();
  });
  afterAll(() => view.close());

  it('is injected on the twin page and listed as active', async () => {
    await view.go('#/twin');
    await view.page.locator('input[value="crah-fan-failure"]').check();
    await view.page.getByLabel('Asset').selectOption(crah);
    await view.page.getByRole('button', { name: 'Inject' }).click();
    await view.page.getByRole('button', { name: `Clear crah-fan-failure of ${crah}` }).waitFor();
    await view.shoot('twin');
  });

  it('becomes an open alert on the alerts page, marked as simulated', async () => {
    await view.go('#/alerts');
    await unfold(view);
    const row = openRow(view);
    await row.waitFor({ timeout: 120_000 });
    expect(await row.innerText()).toMatch(/simulated/i);
    await view.shoot('alerts');
  });

  it('can be acknowledged, and shows by whom', async () => {
    await openRow(view)
      .getByRole('button', { name: /Acknowledge/ })
      .click();
    await openRow(view).getByText('loopback').waitFor();
  });

  it('is counted in the header and marks the CRAH on the floor', async () => {
    await view.go('#/floor/hall-1');
    // Readings come once a second, alerts at once.
    await view.page.locator(`a.unit-critical[data-asset="${crah}"][aria-label*="stopped"]`).waitFor();
    const count = view.page.locator('nav[aria-label="Main"] [data-count]');
    await until('an incident is counted', async () => Number(await count.innerText()) >= 1);
    await view.shoot('floor-crah-failed');
  });

  it('stands on the page of the CRAH', async () => {
    await view.go(`#/assets/${crah}`);
    await view.page.getByRole('region', { name: 'Alerts' }).locator('tbody tr').first().waitFor();
    await view.shoot('asset-crah-failed');
  });

  it('ends when it is cleared', async () => {
    await view.go('#/twin');
    const clear = view.page.getByRole('button', { name: `Clear crah-fan-failure of ${crah}` });
    await clear.click();
    await clear.waitFor({ state: 'detached' });
  });

  it('raises no error in the browser', () => {
    expect(view.troubles).toEqual([]);
  });
});

/** Many open alerts are folded, one line a place. */
async function unfold(view: ConsolePage) {
  const fold = view.page.getByRole('button', { name: `Alerts of ${crah}`, exact: true });
  await fold.waitFor({ timeout: 120_000 });
  if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
}

/** The open alert on the fan speed itself; the warming inlets may raise others. */
function openRow(view: ConsolePage) {
  return view.page
    .getByRole('region', { name: 'Open' })
    .locator('tbody tr')
    .filter({ hasText: crah })
    .filter({ hasText: /fan speed/i })
    .first();
}
