import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole, post } from './console-page.js';
import type { ConsolePage } from './console-page.js';

describe('a client sends a bad line among good ones', () => {
  const good = `cpu,host=stranger-1,rack=WEB43 usage_active=17.5 ${Date.now()}`;
  let view: ConsolePage;
  beforeAll(async () => {
    view = await openConsole();
    expect(await post('/api/v2/write?org=o&bucket=b&precision=ms', `${good}\nthis is no line protocol=\n`)).toBe(400);
  });
  afterAll(() => view.close());

  it('the bad line stands among the dead letters with its bytes and reason', async () => {
    await view.go('#/intake');
    await view.page.getByLabel('Original bytes').getByText('this is no line protocol=').first().waitFor();
    await view.page.getByRole('button', { name: 'malformed', exact: true }).waitFor();
    await view.shoot('intake');
  });

  it('a re-drive of it is refused again, and says so', async () => {
    await view.page
      .getByRole('button', { name: /^Re-drive the letter/ })
      .first()
      .click();
    await view.page.getByText('Tried 1: 0 accepted, 1 refused again.').waitFor();
  });

  it('the good line has made its device known', async () => {
    await view.go('#/devices');
    await view.page.getByRole('region', { name: 'Discovered' }).getByText('stranger-1').waitFor();
    await view.shoot('devices');
  });

  it('the device can be adopted into a hall', async () => {
    await view.go('#/assets/stranger-1');
    await view.page.getByLabel('Kind').selectOption('server');
    await view.page.getByLabel('Inside asset').fill('hall-1');
    await view.page.getByRole('button', { name: 'Adopt', exact: true }).click();
    await view.page.getByRole('navigation', { name: 'Path' }).getByText('hall-1', { exact: true }).waitFor();
  });

  it('a wrong place for it is refused in words', async () => {
    expect(await post('/api/v2/write?org=o&bucket=b&precision=ms', good.replace('stranger-1', 'stranger-2'))).toBe(204);
    await view.go('#/assets/stranger-2');
    await view.page.getByLabel('Inside asset').fill('no-such-hall');
    await view.page.getByRole('button', { name: 'Adopt', exact: true }).click();
    await view.page.getByRole('alert').getByText('no-such-hall').waitFor();
  });
});
