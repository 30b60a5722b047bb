import { afterEach, describe, expect, it } from '@jest/globals';
import { openConsole, service } from './console-page.js';
import type { ConsolePage } from './console-page.js';

describe('a service that wants another API key', () => {
  let view: ConsolePage | undefined;
  afterEach(async () => {
    await view?.close();
  });

  it('asks for one, and goes on when it is right', async () => {
    view = await openConsole({ apiKey: 'plenum_revoked' });
    await view.go('#/alerts');
    await view.page.getByText('does not accept this API key').waitFor();
    await view.shoot('key-form');

    await view.page.getByLabel('API key').fill('plenum_also_wrong');
    await view.page.getByRole('button', { name: 'Continue' }).click();
    await view.page.getByText('does not accept this API key').waitFor();

    await view.page.getByLabel('API key').fill(service.adminKey);
    await view.page.getByRole('button', { name: 'Continue' }).click();
    await view.page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
    await view.page.locator('.connection').getByText('Live').waitFor();
  });

  it('keeps the key for the life of the tab', async () => {
    view = await openConsole({ apiKey: service.adminKey });
    await view.go('#/twin');
    await view.page.getByRole('heading', { name: /Digital twin/ }).waitFor();
    await view.page.reload();
    await view.page.getByRole('heading', { name: /Digital twin/ }).waitFor();
    expect(view.troubles).toEqual([]);
  });
});
