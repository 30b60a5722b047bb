import { batteryAgeing } from './battery-ageing.js';
import { bruteForce } from './brute-force.js';
import { bypassAir } from './bypass-air.js';
import { cloggedFilter } from './clogged-filter.js';
import { crahFanFailure } from './crah-fan-failure.js';
import { crahFanWear } from './crah-fan-wear.js';
import type { FaultKind } from './fault.js';
import { gpuThrottling } from './gpu-throttling.js';
import { hotAirRecirculation } from './hot-air-recirculation.js';
import { nightVisit } from './night-visit.js';
import { pduFeedLoss } from './pdu-feed-loss.js';
import { runawayJob } from './runaway-job.js';
import { sensorDrift } from './sensor-drift.js';
import { sensorStuck } from './sensor-stuck.js';
import { silentDevice } from './silent-device.js';
import { silentRack } from './silent-rack.js';

/** Every fault that the twin can suffer. */
export const faultCatalogue = {
  'crah-fan-failure': crahFanFailure,
  'sensor-stuck': sensorStuck,
  'sensor-drift': sensorDrift,
  'pdu-feed-loss': pduFeedLoss,
  'clogged-filter': cloggedFilter,
  'hot-air-recirculation': hotAirRecirculation,
  'runaway-job': runawayJob,
  'gpu-throttling': gpuThrottling,
  'battery-ageing': batteryAgeing,
  'silent-device': silentDevice,
  'brute-force': bruteForce,
  'night-visit': nightVisit,
  'silent-rack': silentRack,
  'crah-fan-wear': crahFanWear,
  'bypass-air': bypassAir,
} as const satisfies Record<string, FaultKind>;

export type FaultKindName = keyof typeof faultCatalogue;

export function isFaultKind(name: string): name is FaultKindName {
  return Object.hasOwn(faultCatalogue, name);
}
