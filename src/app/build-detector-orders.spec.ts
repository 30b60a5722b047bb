import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { UuidV7 } from '../adapters/system/uuid-v7.js';
import { LiveEvents } from '../application/live-events.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import { PromMetrics } from '../observability/prom-metrics.js';
import { noon } from '../../test/alerting/builders.js';
import { MemoryDetectorOrders } from '../../test/alerting/memory-detector-orders.js';
import { MemoryIncidentLog } from '../../test/alerting/memory-incident-log.js';
import { MemoryAlertLog, MemorySnapshots, RecordingLog } from '../../test/alerting/stand-ins.js';
import { MemoryAuditLog } from '../../test/records/stand-ins.js';
import { buildDetectorOrders } from './build-detector-orders.js';

const series = {
  ...{ id: 1, assetId: 'crah-1', metric: 'dc.crah.supply_temperature', component: '' },
  ...{ unit: 'Cel', source: 'json', simulated: false },
};

function orders() {
  const clock = new FakeClock(noon);
  const alertLog = new MemoryAlertLog();
  return buildDetectorOrders({
    kit: { clock, ids: new UuidV7(clock), log: new RecordingLog(), metrics: new PromMetrics() },
    backEnds: {
      detectorOrders: new MemoryDetectorOrders(),
      auditLog: new MemoryAuditLog(),
      alertLog,
      incidentLog: new MemoryIncidentLog(alertLog),
    },
    snapshots: new MemorySnapshots(),
    registry: new SeriesRegistry(),
    maintenance: { hasWindows: false, isUnderMaintenance: () => false },
    live: new LiveEvents(),
  });
}

describe('What Plenum itself does to a device', () => {
  it('is kept out of learning once an actuator tells of it', () => {
    const { ownActions, guidance } = orders();
    expect(guidance.exclusions.isIdle).toBe(true);
    ownActions.note('crah-1', noon, noon + 600_000);
    expect(guidance.exclusions.excludes(series, noon + 60_000)).toBe(true);
    expect(guidance.exclusions.excludes(series, noon + 600_000)).toBe(false);
  });
});
