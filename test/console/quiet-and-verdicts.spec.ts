import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole } from './console-page.js';
import type { ConsolePage } from './console-page.js';
import { inject, untilCalm } from './service-calls.js';

const crah = 'hall-2-crah-3';

describe('an operator who knows of a failure already', () => {
  let view: ConsolePage;
  let repair: () => Promise<unknown>;
  let incident: string;
  beforeAll(async () => {
    view = await openConsole();
    await untilCalm('hall-2');
    repair = await inject({ kind: 'crah-fan-failure', asset: crah });
  }, 400_000);
  afterAll(async () => {
    await repair();
    await view.close();
  });

  const dialog = () => view.page.getByRole('dialog');
  const panel = (name: string) => view.page.getByRole('region', { name });

  it('finds the way from an alert to its incident, without a reload', async () => {
    await view.go(`#/assets/${crah}`);
    await panel('Alerts')
      .getByRole('link', { name: /^Incident of: CRAH fan speed/ })
      .first()
      .click({ timeout: 120_000 });
    await view.page.getByRole('heading', { level: 1, name: new RegExp(`^critical CRAH ${crah}`) }).waitFor();
    incident = new URL(view.page.url()).hash;
  });

  it('silences it from there, and sees beforehand what that covers', async () => {
    await view.page
      .locator('.incident-actions')
      .getByRole('button', { name: /^Silence/ })
      .click();
    await dialog()
      .getByText(/^Covers \d+ alerts? that fires? now/)
      .waitFor();
    expect(await dialog().getByLabel('Asset', { exact: false }).first().inputValue()).toContain(crah);
    await view.shoot('silence');
    await dialog().getByLabel('Why').fill('the fan is being replaced');
    await dialog().getByRole('button', { name: 'Silence', exact: true }).click();
    await dialog().waitFor({ state: 'hidden' });
    await view.go('#/quiet');
    const silence = panel('Silences').locator('tbody tr').filter({ hasText: 'the fan is being replaced' });
    await silence.getByText('active', { exact: true }).waitFor();
    await view.shoot('quiet');
  });

  it('sees on the alert that nobody is told of it, and ends the silence', async () => {
    await view.go(`#/assets/${crah}`);
    await panel('Alerts').getByRole('link', { name: 'Silenced' }).first().click();
    const end = view.page.getByRole('button', { name: 'End silences: the fan is being replaced' });
    await end.click();
    await end.waitFor({ state: 'detached' });
    await view.page.getByRole('button', { name: 'expired' }).click();
    await panel('Silences').getByText('the fan is being replaced').waitFor();
  });

  it('plans maintenance of the unit, which marks its alerts, and ends it', async () => {
    await view.go('#/quiet');
    await view.page.getByRole('button', { name: 'Plan maintenance' }).click();
    await dialog().getByLabel('Assets').fill(crah);
    await dialog().getByLabel('Also what they cool or feed').check();
    await dialog().getByLabel('Why').fill('new filters');
    await view.shoot('maintenance');
    await dialog().getByRole('button', { name: 'Plan', exact: true }).click();
    const window = panel('Maintenance').locator('tbody tr').filter({ hasText: 'new filters' });
    await window.getByText(`${crah} and what it serves`).waitFor();
    await view.go(`#/assets/${crah}`);
    await panel('Alerts').getByRole('link', { name: 'Maintenance' }).first().waitFor();
    await view.go('#/quiet');
    await window.getByRole('button', { name: 'End maintenance: new filters' }).click();
    await panel('Maintenance')
      .getByText(/^No maintenance is planned/)
      .waitFor();
  });

  it('says that an alert is no anomaly, sees it on the alert, and withdraws it', async () => {
    await view.go(`#/assets/${crah}`);
    const alert = panel('Alerts').locator('tbody tr').filter({ hasText: 'CRAH fan speed' }).first();
    await alert.getByRole('button', { name: /^Feedback/ }).click();
    await dialog().getByLabel('Comment').fill('a test of the fan');
    await dialog().getByRole('button', { name: 'Not an anomaly' }).click();
    await dialog().getByRole('list', { name: 'Feedback so far' }).getByText('a test of the fan').waitFor();
    await view.shoot('feedback');
    await dialog().getByRole('button', { name: 'Close' }).click();
    await alert.getByText('Not an anomaly', { exact: true }).waitFor();
    await alert.getByRole('button', { name: /^Feedback/ }).click();
    await dialog().getByRole('button', { name: 'Withdraw what was said' }).click();
    await dialog().getByText('withdrawn').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).click();
    await alert.getByText('Not an anomaly', { exact: true }).waitFor({ state: 'detached' });
  });

  it('says of the whole incident that it is real, and every screen shows it', async () => {
    const other = await openConsole();
    try {
      await other.go(incident);
      await view.go(incident);
      await view.page
        .locator('.incident-actions')
        .getByRole('button', { name: /^Feedback/ })
        .click();
      await dialog().getByRole('button', { name: 'Real', exact: true }).click();
      await other.page.getByRole('heading', { level: 1 }).getByText('Real', { exact: true }).waitFor();
    } finally {
      await other.close();
    }
  });

  it('raises no error in the browser', () => {
    expect(view.troubles).toEqual([]);
  });
});
