import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole, until } from './console-page.js';
import type { ConsolePage } from './console-page.js';

describe('the console on a phone, in the light theme', () => {
  let view: ConsolePage;
  beforeAll(async () => {
    view = await openConsole({ viewport: { width: 390, height: 844 }, colorScheme: 'light' });
  });
  afterAll(() => view.close());

  it.each(['floor', 'incidents', 'alerts', 'quiet', 'devices', 'intake', 'twin', 'assets/hall-1-crah-2'])(
    '%s fits its width',
    async (place) => {
      await view.go(`#/${place}`);
      await view.page.locator('main .panel').first().waitFor();
      const loading = view.page.locator('main [role="status"]', { hasText: 'Loading' });
      await until('all has been loaded', async () => (await loading.count()) === 0);
      expect(await view.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await view.shoot(`phone-${place.replaceAll('/', '-')}`);
    },
  );
});
