import { describe, expect, it } from '@jest/globals';
import { anAlert, noon, withSeries } from '../../test/alerting/builders.js';
import { MemoryAlertLog, RecordingLog, RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { DomainError } from '../domain/errors.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { DiscoveredDevice } from '../ports/discovered-devices.js';
import type { UnresolvedSeries } from '../ports/series-catalogue.js';
import { ForwardRecords } from './forward-records.js';
import { LiveEvents } from './live-events.js';
import { RaiseAlerts } from './raise-alerts.js';

const centralSeriesId = 70;
const aDevice: DiscoveredDevice = {
  assetId: 'hall-9-crah-1',
  firstSeenAt: noon,
  source: 'json',
  hints: {},
  adoption: undefined,
};

/** An edge and its center, both in memory; the link between them can be cut. */
function anEdge() {
  const registry = new SeriesRegistry();
  withSeries(registry, 'hall-1-crah-1', ['dc.crah.fan_speed']);
  const clock = new FakeClock(noon);
  const live = new LiveEvents();
  const local = new MemoryAlertLog();
  const there = new MemoryAlertLog();
  const devices: DiscoveredDevice[] = [];
  const link = { isUp: true, failure: new DomainError('unavailable', 'no answer', { retriable: true }) };
  const central = {
    alertLog: there,
    seriesCatalogue: {
      resolve: (series: readonly UnresolvedSeries[]): Promise<readonly SeriesDescriptor[]> =>
        Promise.resolve(series.map((one) => ({ ...one, id: centralSeriesId }))),
    },
    discoveredDevices: {
      record: (found: readonly DiscoveredDevice[]) => Promise.resolve(void devices.push(...found)),
    },
  };
  const log = new RecordingLog();
  const metrics = new RecordingMetrics();
  const raise = new RaiseAlerts(local, live, metrics, log);
  const process = () =>
    new ForwardRecords(
      { alertLog: local, discoveredDevices: { list: () => Promise.resolve([aDevice]) } },
      () => (link.isUp ? Promise.resolve(central) : Promise.reject(link.failure)),
      registry,
      live,
      { clock, log, metrics },
    );
  return { raise, local, there, devices, link, log, process };
}

describe('copying alerts to the center', () => {
  it('an alert of an outage comes when the link is back: fired, then resolved, about the series known there', async () => {
    const { raise, there, link, process } = anEdge();
    link.isUp = false;
    await raise.raise([anAlert()]);
    await raise.raise([anAlert({ state: 'resolved', resolvedAt: noon + 90_000 })]);
    const forward = process();
    await expect(forward.copy()).rejects.toThrow('no answer');
    link.isUp = true;
    await forward.copy();
    expect(there.changes.map(({ state, seriesId }) => [state, seriesId])).toEqual([
      ['firing', centralSeriesId],
      ['resolved', centralSeriesId],
    ]);
  });

  it('nothing is doubled by a restart, which copies all that is recent again', async () => {
    const { raise, there, process } = anEdge();
    await raise.raise([anAlert()]);
    await process().copy();
    await process().copy();
    expect(there.changes).toHaveLength(1);
  });

  it('what changes while it runs follows: worse, resolved, acknowledged', async () => {
    const { raise, local, there, process } = anEdge();
    const forward = process();
    await forward.start();
    await raise.raise([anAlert({ severity: 'warning', peakScore: 2 })]);
    await raise.raise([anAlert({ severity: 'critical', peakScore: 9 })]);
    await local.acknowledge(anAlert().id, 'anna', noon + 60_000);
    await raise.raise([anAlert({ state: 'resolved', resolvedAt: noon + 90_000, peakScore: 9 })]);
    await forward.stop();
    await forward.copy();
    expect(await there.find(anAlert().id)).toMatchObject({ state: 'resolved', peakScore: 9, acknowledgedBy: 'anna' });
  });

  it('what became critical and ended during an outage is told at the center as critical before its end', async () => {
    const { raise, there, link, process } = anEdge();
    const forward = process();
    await raise.raise([anAlert({ severity: 'warning', peakScore: 2 })]);
    await forward.copy();
    link.isUp = false;
    await raise.raise([anAlert({ severity: 'critical', peakScore: 9 })]);
    const ended = { state: 'resolved', resolvedAt: noon + 90_000 } as const;
    await raise.raise([anAlert({ ...ended, severity: 'critical', peakScore: 9 })]);
    link.isUp = true;
    await process().copy();
    expect(there.changes.map(({ state, severity }) => [state, severity])).toEqual([
      ['firing', 'warning'],
      ['firing', 'critical'],
      ['resolved', 'critical'],
    ]);
  });

  it('an acknowledgement given at the center is not replaced', async () => {
    const { raise, local, there, process } = anEdge();
    await raise.raise([anAlert()]);
    await process().copy();
    await there.acknowledge(anAlert().id, 'otto', noon + 30_000);
    await local.acknowledge(anAlert().id, 'anna', noon + 60_000);
    await process().copy();
    expect(await there.find(anAlert().id)).toMatchObject({ acknowledgedBy: 'otto' });
  });

  it('is marked as the edge’s own, so that no scorer at the center takes it over and ends it', async () => {
    const { raise, there, process } = anEdge();
    await raise.raise([anAlert()]);
    await process().copy();
    expect((await there.find(anAlert().id))?.fingerprint).toBe(`edge:${anAlert().fingerprint}`);
  });

  it('records of another schema are an error in the log, not an outage that passes', async () => {
    const { link, log, process } = anEdge();
    link.isUp = false;
    link.failure = new DomainError('incompatible_data', 'The schema is older than this Plenum needs.');
    const forward = process();
    await forward.start();
    await forward.stop();
    expect(log.lines).toEqual([
      {
        level: 'error',
        message: 'alerts are not copied to the central records',
        fields: { code: 'incompatible_data', error: link.failure.message },
      },
    ]);
  });

  it('devices that telemetry has brought up are known at the center too', async () => {
    const { devices, process } = anEdge();
    await process().copy();
    expect(devices).toEqual([aDevice]);
  });
});
