import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole, until } from './console-page.js';
import type { ConsolePage } from './console-page.js';

describe('the floor, seen by an operator who opens the console', () => {
  let view: ConsolePage;
  beforeAll(async () => {
    view = await openConsole();
    await view.go('');
  });
  afterAll(() => view.close());

  it('shows every rack of the hall with its hottest inlet', async () => {
    const racks = view.page.locator('a.rack');
    await racks.first().waitFor();
    expect(await racks.count()).toBeGreaterThanOrEqual(10);
    const values = view.page.locator('.rack-value');
    await until('every rack has a temperature', async () =>
      (await values.allTextContents()).every((text) => /^\d\d\.\d$/.test(text)),
    );
  });

  it('says that the site is simulated', async () => {
    await view.page.locator('.site-strip').getByText('Simulated').waitFor();
  });

  it('shows IT power, PUE, outdoor temperature and the hottest inlet with units', async () => {
    const strip = view.page.locator('.vitals');
    await until('the vital numbers are there', async () => !(await strip.innerText()).includes('–'));
    const text = (await strip.innerText()).replaceAll(' ', ' ');
    expect(text).toMatch(/IT power\s+[\d.]+ kW/);
    expect(text).toMatch(/PUE\s+1\.\d\d/);
    expect(text).toMatch(/Outdoor\s+−?[\d.]+ °C/);
    expect(text).toMatch(/Hottest inlet\s+[\d.]+ °C/);
  });

  it('is live: new readings arrive without a reload', async () => {
    const clock = view.page.locator('.connection');
    await clock.getByText('Live').waitFor();
    const before = await clock.innerText();
    await until('a newer point has arrived', async () => (await clock.innerText()) !== before);
    await view.shoot('floor');
  });

  it('leads from hall to hall', async () => {
    await view.page.getByRole('navigation', { name: 'Halls' }).getByText('Hall 2').click();
    await view.page.getByRole('heading', { name: /Hall 2/ }).waitFor();
    await view.page.locator('a.rack[data-asset^="hall-2-"]').first().waitFor();
  });

  it('leads to a rack by keyboard alone', async () => {
    const rack = view.page.locator('a.rack').first();
    const id = await rack.getAttribute('data-asset');
    await rack.focus();
    await view.page.locator('.tooltip').waitFor();
    await view.page.keyboard.press('Enter');
    await until('the address is the rack', () => Promise.resolve(view.page.url().endsWith(`#/assets/${id ?? ''}`)));
  });

  it('loads nothing from elsewhere and raises no error', () => {
    expect(view.troubles).toEqual([]);
  });
});
