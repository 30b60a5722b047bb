import type { SeriesDescriptor } from '../../src/domain/telemetry/series.js';
import type { AuditEntry } from '../../src/ports/audit-log.js';
import type { DeadLetter } from '../../src/ports/dead-letters.js';
import type { DiscoveredDevice } from '../../src/ports/discovered-devices.js';
import { noon } from '../alerting/builders.js';

/** A series of server 1, unless told otherwise. */
export function aSeries(over: Partial<SeriesDescriptor> = {}): SeriesDescriptor {
  return {
    id: 1,
    assetId: 'srv-1',
    metric: 'hw.host.power',
    component: '',
    unit: 'W',
    source: 'influx',
    simulated: false,
    ...over,
  };
}

/** A refused line of line protocol, unless told otherwise. */
export function aDeadLetter(over: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id: '01',
    at: noon,
    source: 'influx',
    code: 'malformed',
    message: 'line 3: no fields',
    position: 3,
    original: new TextEncoder().encode('cpu,host=a'),
    context: { precision: 'ns' },
    status: 'waiting',
    ...over,
  };
}

/** An operator's acknowledgement, unless told otherwise. */
export function anAuditEntry(over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: 'e1',
    at: noon,
    actor: 'ada',
    action: 'alert.acknowledged',
    subject: 'alert-1',
    details: { note: 'on site', floor: 2 },
    ...over,
  };
}

/** A server that only its telemetry knows, unless told otherwise. */
export function aDevice(over: Partial<DiscoveredDevice> = {}): DiscoveredDevice {
  return {
    assetId: 'srv-new',
    firstSeenAt: noon,
    source: 'influx',
    hints: { rack: 'A-07', model: 'R760' },
    adoption: undefined,
    ...over,
  };
}
