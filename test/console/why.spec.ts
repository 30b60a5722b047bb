import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole, until } from './console-page.js';
import type { ConsolePage } from './console-page.js';
import { inject } from './service-calls.js';

const crah = 'hall-1-crah-2';

describe('why something is an alert, and what other settings would make of it', () => {
  let view: ConsolePage;
  let repair: () => Promise<unknown>;
  beforeAll(async () => {
    view = await openConsole();
    repair = await inject({ kind: 'crah-fan-failure', asset: crah });
  });
  afterAll(async () => {
    await repair();
    await view.close();
  });

  it('an alert says what spoke and what moved with it', async () => {
    await view.go(`#/assets/${crah}`);
    const why = view.page.getByRole('button', { name: /^Why: CRAH fan speed/ }).first();
    await why.waitFor({ timeout: 120_000 });
    await why.click();
    await view.page.locator('.why p').first().waitFor();
    const sentences = await view.page.locator('.why p').allInnerTexts();
    expect(sentences[0]).toMatch(/^CRAH fan speed of hall-1-crah-2 is .* where .* was expected/);
    await view.page.getByRole('heading', { name: 'Moved with it' }).waitFor();
    await view.shoot('why-alert');
  });

  it('so does a point that one clicks in the chart', async () => {
    await view.page.getByRole('link', { name: 'CRAH fan speed', exact: true }).first().click();
    await explainChart(view);
    await view.shoot('why-point');
  });

  it('a point of a residual lists the series that it is made of', async () => {
    await view.go(`#/assets/${crah}`);
    await view.page.getByRole('link', { name: 'CRAH supply air against its setpoint', exact: true }).first().click();
    await explainChart(view);
    const why = view.page.getByRole('region', { name: 'Why' });
    await why.getByRole('heading', { name: 'Made of' }).waitFor();
    const inputs = why.getByRole('heading', { name: 'Made of' }).locator('+ ul > li');
    expect(await inputs.allInnerTexts()).toEqual([
      expect.stringMatching(/^CRAH supply air temperature of hall-1-crah-2 [\d.]+ °C$/),
      expect.stringMatching(/^CRAH supply air setpoint of hall-1-crah-2 [\d.]+ °C$/),
      expect.stringMatching(/^CRAH fan speed of hall-1-crah-2 [\d.]+ %$/),
    ]);
    await view.shoot('why-residual');
    await inputs.getByRole('link').first().click();
    await view.page.getByRole('heading', { name: /CRAH supply air temperature/ }).waitFor();
  });

  it('settings are tried on what is stored', async () => {
    await view.go('#/backtest');
    await view.page.getByLabel('Assets').fill('hall-1-rack-*');
    await view.page.getByLabel('Days back').fill('0.2');
    await view.page.getByRole('button', { name: 'Try it' }).click();
    await view.page.getByText(/^The proposal raises/).waitFor({ timeout: 120_000 });
    await view.page.getByRole('columnheader', { name: 'Week from' }).waitFor();
    await view.page
      .getByRole('cell', { name: /Rack inlet temperature of hall-1-rack/ })
      .first()
      .waitFor();
    await view.shoot('backtest');
  });

  it('wrong settings are told by line', async () => {
    await view.page.getByLabel('Settings').fill('rules:\n  - set: { sensitivity: 99 }\n');
    await view.page.getByRole('button', { name: 'Try it' }).click();
    const refusal = view.page.getByRole('alert');
    await refusal.waitFor();
    expect(await refusal.innerText()).toMatch(/settings:2\s+rules\[0\].set.sensitivity/);
  });

  it('raises no error in the browser', () => {
    // The refusal above is one that the browser reports by itself.
    expect(view.troubles.filter((trouble) => !/status of 400/.test(trouble))).toEqual([]);
  });
});

/** Clicks a point of the chart, again until it is drawn and explained. */
async function explainChart(view: ConsolePage) {
  const chart = view.page.locator('.chart .u-over').first();
  await chart.waitFor();
  await until('the point is explained', async () => {
    await chart.click({ position: { x: 200, y: 100 } });
    return (await view.page.getByRole('region', { name: 'Why' }).locator('.why p').count()) > 0;
  });
}
