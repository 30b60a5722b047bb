import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole } from './console-page.js';
import type { ConsolePage } from './console-page.js';

describe('an operator who wants the detectors back as they were', () => {
  let view: ConsolePage;
  beforeAll(async () => {
    view = await openConsole();
    await view.go('#/detectors');
  });
  afterAll(() => view.close());

  const learned = () => view.page.getByRole('region', { name: 'What they have learned' });
  const dialog = () => view.page.getByRole('dialog');

  it('keeps a version by name', async () => {
    await learned().getByLabel('Name of a new version').fill('before the new racks');
    await learned().getByRole('button', { name: 'Keep a version now' }).click();
    await learned().getByRole('cell', { name: 'before the new racks', exact: true }).waitFor();
    await view.shoot('detectors');
  });

  it('is told what a roll-back undoes before it is done', async () => {
    await learned().getByRole('button', { name: 'Roll back to before the new racks' }).click();
    await dialog()
      .getByText(/Feedback given since is undone/)
      .waitFor();
    await view.shoot('roll-back');
  });

  it('is refused an asset without series, in words', async () => {
    await dialog().getByRole('button', { name: 'one asset' }).click();
    await dialog().getByLabel('Asset').fill('rack-of-nobody');
    await dialog().getByRole('button', { name: 'Roll back this asset' }).click();
    await dialog().getByRole('alert').getByText('not_found').waitFor();
  });

  it('rolls one asset back, and the state before is kept, too', async () => {
    await dialog().getByLabel('Asset').fill('hall-2-crah-2');
    await dialog().getByRole('button', { name: 'Roll back this asset' }).click();
    await dialog()
      .getByRole('status')
      .getByText(/^It is ordered/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Close' }).click();
    await learned().getByRole('cell', { name: 'before a roll-back', exact: true }).waitFor();
  });

  it('sees that no settings are in force, and where others are tried', async () => {
    const settings = view.page.getByRole('region', { name: 'Settings in force' });
    await settings.getByText(/^No file of settings is given/).waitFor();
    await settings.getByRole('link', { name: 'Try others' }).click();
    await view.page.getByRole('heading', { level: 1, name: 'Backtest' }).waitFor();
  });

  it('meets no error in the browser but the refusal', () => {
    expect(view.troubles.filter((trouble) => !trouble.includes('404'))).toEqual([]);
  });
});
