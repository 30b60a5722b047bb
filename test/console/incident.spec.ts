import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openConsole, until } from './console-page.js';
import type { ConsolePage } from './console-page.js';
import { inject, send, untilCalm } from './service-calls.js';

const crah = 'hall-2-crah-1';
/** An incident is over when it has been quiet for so long; the twin's alerts tell how its time goes on. */
const quietHoldMs = 5 * 60_000;

describe('an operator meets the failure of a CRAH', () => {
  let view: ConsolePage;
  let address: string;
  let repair: () => Promise<unknown>;
  beforeAll(async () => {
    view = await openConsole();
    await untilCalm('hall-2');
  }, 400_000);
  afterAll(() => view.close());

  it('as one incident, the cause first, although racks and servers are affected', async () => {
    repair = await inject({ kind: 'crah-fan-failure', asset: crah });
    await view.go('#/incidents');
    const incident = open(view).filter({ hasText: crah });
    await incident.getByText(/^CRAH .*fan stopped; .*racks/).waitFor({ timeout: 120_000 });
    expect(await open(view).filter({ hasText: 'hall-2' }).count()).toBe(1);
    await incident.filter({ hasText: /No spare cooling\s*1 of 2 CRAHs/ }).waitFor();
    await view.shoot('incidents');
  });

  it('and reads on its page why, what is left, how long there is and what to do', async () => {
    await open(view).getByRole('link', { name: crah }).click();
    const cause = view.page.getByRole('region', { name: 'Probable causes' }).locator('li').first();
    await cause.getByText(crah).first().waitFor();
    const tiles = view.page.locator('.tiles');
    await until('both limits are foreseen', async () => /27 °C[\s\S]*32 °C/.test(await tiles.innerText()));
    await view.page
      .getByRole('region', { name: 'What to do' })
      .getByText(/Check the unit on site/)
      .waitFor();
    await view.page.getByRole('img', { name: /limits of 27 and 32 °C/ }).waitFor();
    await view.page
      .getByRole('region', { name: 'Affected' })
      .getByText(/^\d+ racks$/)
      .waitFor();
    address = new URL(view.page.url()).hash;
    await view.shoot('incident');
  });

  it('sees the CRAH, not its racks, at the head of the floor', async () => {
    await view.go('#/floor/hall-2');
    const first = view.page.getByRole('region', { name: 'Open incidents' }).locator('li:first-child');
    await first.filter({ hasText: new RegExp(`critical\\s*CRAH ${crah}`, 'i') }).waitFor();
    await view.page.locator(`a.unit-critical[data-asset="${crah}"]`).waitFor();
  });

  it('takes it on, and everybody sees by whom', async () => {
    await view.go(address);
    await view.page.getByRole('button', { name: /^Acknowledge: CRAH/ }).click();
    await view.page.locator('.incident-actions').getByText('loopback').waitFor();
    await view.page.getByRole('region', { name: 'Timeline' }).getByText('loopback looks after it').waitFor();
  });

  it('sees it resolved, without a reload, once the fan turns and the air has been calm', async () => {
    await repair();
    const all = view.page
      .getByRole('region', { name: 'Alerts' })
      .locator('.panel-head')
      .getByText(/^\d+ over$/);
    await all.waitFor({ timeout: 150_000 });
    const overAt = await twinNow();
    await until('the twin has been calm for long enough', async () => (await twinNow()) > overAt + quietHoldMs);
    const restore = await inject({ kind: 'pdu-feed-loss', asset: 'hall-1-pdu-a1' });
    await view.page.locator('.tiles').getByText('resolved').waitFor({ timeout: 120_000 });
    await restore();
    await view.page.getByRole('region', { name: 'Timeline' }).getByText('all alerts are over').waitFor();
    await view.shoot('incident-resolved');
  }, 400_000);

  it('finds it in the history', async () => {
    await view.go('#/incidents');
    await view.page.getByRole('region', { name: 'History' }).locator('tbody tr').filter({ hasText: crah }).waitFor();
  });

  it('raises no error in the browser', () => {
    expect(view.troubles).toEqual([]);
  });
});

/** The lines of the open incidents. */
function open(view: ConsolePage) {
  return view.page.getByRole('region', { name: 'Open' }).locator('tbody tr');
}

async function twinNow(): Promise<number> {
  return Date.parse(((await send('GET', '/api/v1/twin')) as { now: string }).now);
}
