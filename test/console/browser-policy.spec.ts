import { describe, expect, it } from '@jest/globals';
import { openConsole, service } from './console-page.js';

describe('what browsers are told about our pages', () => {
  it.each(['/', '/api/v1/assets', '/no-such-page'])('%s may not be framed, sniffed or read by others', async (path) => {
    const { headers } = await fetch(`${service.url}${path}`, { headers: { origin: 'http://elsewhere.example' } });
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('lets the page of the API documentation work', async () => {
    const view = await openConsole();
    await view.page.goto(`${service.url}/api/docs`);
    await view.page.getByText('Inject a fault').first().waitFor();
    expect(await view.page.title()).toBe('Plenum API');
    expect(view.troubles).toEqual([]);
    await view.close();
  });
});
