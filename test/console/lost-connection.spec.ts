import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { openConsole } from './console-page.js';
import type { ConsolePage } from './console-page.js';

describe('the live events do not get through', () => {
  let view: ConsolePage;
  beforeAll(async () => {
    view = await openConsole();
    await view.page.route('**/api/v1/events*', (route) => route.abort());
    await view.go('#/floor');
  });
  afterAll(() => view.close());

  it('is said across the screen, with the time of what is seen', async () => {
    const banner = view.page.getByRole('alert').filter({ hasText: 'Not live' });
    await banner.waitFor();
    await view.page.locator('a.rack').first().waitFor();
    await banner.getByText(/as of \d\d \w{3} \d\d:\d\d:\d\d/).waitFor();
    await view.shoot('floor-not-live');
  });

  it('goes away by itself when they do again', async () => {
    await view.page.unroute('**/api/v1/events*');
    await view.page.locator('.stale').waitFor({ state: 'detached' });
    await view.page
      .locator('.connection')
      .filter({ hasText: /Live|behind/ })
      .waitFor();
  });
});
