import { describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import { MemoryQuietTimes } from '../../test/alerting/memory-quiet-times.js';
import { aHall, aSilence, aWindow } from '../../test/alerting/quiet-builders.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { newAsset } from '../domain/assets/asset.js';
import { LiveEvents } from './live-events.js';
import { MaintenanceExclusions } from './maintenance-exclusions.js';
import { QuietInForce } from './quiet-in-force.js';

const minute = 60_000;
const day = 86_400_000;

/** Silences and windows in memory; the read model is real. */
function aReadModel() {
  const clock = new FakeClock(noon + 10 * minute);
  const quietTimes = new MemoryQuietTimes();
  const place = { site: aHall };
  const live = new LiveEvents();
  let told = 0;
  live.listen(({ kind }) => (told += kind === 'quiet' ? 1 : 0));
  const inForce = new QuietInForce(quietTimes, () => place.site, clock, live);
  return { clock, quietTimes, place, inForce, told: () => told };
}

describe('Quiet times in force', () => {
  it('are those of the last refresh', async () => {
    const { quietTimes, inForce } = aReadModel();
    await quietTimes.addSilence(aSilence());
    await quietTimes.addMaintenance(aWindow());
    expect(inForce.coverOf(anAlert())).toEqual({ silencedBy: [], maintenance: [] });
    await inForce.refresh();
    expect(inForce.coverOf(anAlert())).toEqual({ silencedBy: ['silence-1'], maintenance: ['window-1'] });
  });

  it('are told to open screens when any process has made or ended one, not at the start and not over and over', async () => {
    const { clock, quietTimes, inForce, told } = aReadModel();
    await quietTimes.addMaintenance(aWindow());
    await inForce.refresh();
    expect(told()).toBe(0);
    await quietTimes.addSilence(aSilence());
    await inForce.refresh();
    await inForce.refresh();
    expect(told()).toBe(1);
    await quietTimes.endSilence('silence-1', clock.now());
    await inForce.refresh();
    expect(told()).toBe(2);
  });

  it('still tell for a month what covered an alert when it ended', async () => {
    const { clock, quietTimes, inForce } = aReadModel();
    await quietTimes.addSilence(aSilence());
    const ended = anAlert({ state: 'resolved', resolvedAt: noon + 5 * minute });
    clock.advance(30 * day);
    await inForce.refresh();
    expect(inForce.coverOf(ended).silencedBy).toEqual(['silence-1']);
    expect(inForce.coverOf(anAlert()).silencedBy).toEqual([]);
    clock.advance(2 * day);
    await inForce.refresh();
    expect(inForce.coverOf(ended).silencedBy).toEqual([]);
  });

  it('cover a server from the moment on at which it is placed in a rack under maintenance', async () => {
    const { quietTimes, place, inForce } = aReadModel();
    await quietTimes.addMaintenance(aWindow({ assets: ['rack-7'] }));
    await inForce.refresh();
    expect(inForce.isUnderMaintenance('srv-new', noon)).toBe(false);
    place.site = aHall.withAsset(newAsset({ id: 'srv-new', kind: 'server', parentId: 'rack-7' }));
    expect(inForce.isUnderMaintenance('srv-new', noon)).toBe(true);
  });
});

describe('Learning', () => {
  it('leaves out what is measured while somebody works on the asset, by the time of measurement', async () => {
    const { quietTimes, inForce } = aReadModel();
    await quietTimes.addMaintenance(aWindow({ assets: ['rack-7'] }));
    await inForce.refresh();
    const exclusions = new MaintenanceExclusions(inForce);
    const isLeftOut = (assetId: string, at: number) => exclusions.excludes({ assetId }, at);
    expect([noon - 1, noon, noon + 60 * minute].map((at) => isLeftOut('srv-7', at))).toEqual([false, true, false]);
    expect(isLeftOut('rack-8', noon)).toBe(false);
  });
});
