import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole, until } from './console-page.js';
import type { ConsolePage } from './console-page.js';

describe('from a rack to the history of one of its sensors', () => {
  let view: ConsolePage;
  beforeAll(async () => {
    view = await openConsole();
    await view.go('#/floor/hall-1');
    await view.page.locator('a.rack').first().click();
  });
  afterAll(() => view.close());

  it('the rack page shows its path, its feeds and its servers', async () => {
    await view.page.getByRole('navigation', { name: 'Path' }).getByText('hall-1', { exact: true }).waitFor();
    await view.page.getByText('Feed A').waitFor();
    await view.page.getByText('Feed B').waitFor();
    await view.page
      .getByRole('region', { name: /^Contains/ })
      .locator('tbody tr')
      .first()
      .waitFor();
  });

  it('its series have values with units and a line for the last hour', async () => {
    // Alerts of the rack are rows that speak of the same metric.
    const series = view.page.getByRole('row', { name: /Rack inlet temperature/ });
    const row = series.filter({ has: view.page.locator('.sparkline') }).first();
    await row.waitFor();
    await row.filter({ hasText: /\d\d\.\d\s°C/ }).waitFor();
    await until('the sparkline is drawn', async () =>
      ((await row.locator('.sparkline path').getAttribute('d')) ?? '').includes('L'),
    );
    await view.shoot('asset-rack');
  });

  it('a series draws its values and has an expected band', async () => {
    await view.page.getByRole('link', { name: 'Rack inlet temperature', exact: true }).first().click();
    await view.page.locator('.chart canvas').first().waitFor();
    await until('the chart is drawn', async () => (await inkedPixels(view, 0)) > 1_000);
    await until('the score strip is drawn', async () => (await inkedPixels(view, 1)) > 100);
    const band = view.page.locator('.readout div', { hasText: 'Band' }).locator('dd');
    await until('the band is known', async () => /\d to \d/.test(await band.innerText()));
  });

  it.each(['15 min', '6 h', '24 h', '7 d', '30 d'])('shows the last %s', async (range) => {
    await view.page.getByRole('button', { name: range, exact: true }).click();
    await view.page.getByRole('heading', { name: `Last ${range}` }).waitFor();
    await view.page.locator('.chart canvas').first().waitFor();
    await view.shoot(`series-${range.replace(' ', '')}`);
  });

  it('names the time zone and switches to UTC', async () => {
    await view.page.getByText('times in America/New_York', { exact: true }).waitFor();
    await view.page.getByRole('button', { name: 'America/New_York' }).click();
    await view.page.getByText('times in UTC', { exact: true }).waitFor();
  });

  it('appends what arrives while one looks', async () => {
    await view.page.getByRole('button', { name: '15 min' }).click();
    const at = view.page.locator('.readout time');
    const before = await at.getAttribute('datetime');
    await until('the chart has a newer point', async () => (await at.getAttribute('datetime')) !== before);
  });

  it('raises no error in the browser', () => {
    expect(view.troubles).toEqual([]);
  });
});

/** Pixels of a chart that something has been drawn on. */
function inkedPixels(view: ConsolePage, chart: number): Promise<number> {
  return view.page.evaluate<number>(`(() => {
    const canvas = document.querySelectorAll('.chart canvas')[${chart}];
    if (!canvas) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let inked = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 0) inked += 1;
    return inked;
  })()`);
}
