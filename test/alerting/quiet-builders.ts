import type { MaintenanceWindow } from '../../src/domain/alerting/quiet/maintenance-window.js';
import type { Silence } from '../../src/domain/alerting/quiet/silence.js';
import { newAsset } from '../../src/domain/assets/asset.js';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { noon } from './builders.js';

const hour = 3_600_000;

/** A silence of CRAH 1 from noon until one, unless told otherwise. */
export function aSilence(over: Partial<Silence> = {}): Silence {
  return {
    id: 'silence-1',
    matchers: { asset: ['hall-1-crah-1'] },
    startsAt: noon,
    endsAt: noon + hour,
    comment: 'the filter is being changed',
    createdBy: 'ada',
    createdAt: noon,
    ...over,
  };
}

/** Work on hall 1 from noon until one, unless told otherwise. */
export function aWindow(over: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return {
    id: 'window-1',
    assets: ['hall-1'],
    includeFed: false,
    startsAt: noon,
    endsAt: noon + hour,
    weekly: undefined,
    comment: 'new cable trays',
    createdBy: 'ada',
    createdAt: noon,
    ...over,
  };
}

/** A hall with a CRAH and a rack with a server in zone `north`, a UPS and two PDUs, and another hall with a rack. */
export const aHall = new SiteModel([
  newAsset({ id: 'demo', kind: 'site', parentId: null }),
  newAsset({ id: 'hall-1', kind: 'room', parentId: 'demo' }),
  newAsset({ id: 'ups-a', kind: 'ups', parentId: 'hall-1' }),
  newAsset({ id: 'pdu-a', kind: 'pdu', parentId: 'hall-1', feeds: [{ name: 'A', from: 'ups-a' }] }),
  newAsset({ id: 'pdu-a2', kind: 'pdu', parentId: 'hall-1', feeds: [{ name: 'A', from: 'ups-a' }] }),
  newAsset({ id: 'hall-1-crah-1', kind: 'crah', parentId: 'hall-1', coolingZone: 'north' }),
  newAsset({
    id: 'rack-7',
    kind: 'rack',
    parentId: 'hall-1',
    coolingZone: 'north',
    feeds: [{ name: 'A', from: 'pdu-a' }],
  }),
  newAsset({ id: 'srv-7', kind: 'server', parentId: 'rack-7' }),
  newAsset({ id: 'hall-2', kind: 'room', parentId: 'demo' }),
  newAsset({ id: 'rack-8', kind: 'rack', parentId: 'hall-2', feeds: [{ name: 'A', from: 'pdu-a2' }] }),
]);
