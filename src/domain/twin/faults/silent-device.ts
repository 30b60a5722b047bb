import type { FaultKind } from './fault.js';
import { sensedKinds } from './fault.js';

/** A device works on and reports nothing: agent crashed, management network gone. */
export const silentDevice: FaultKind = {
  title: 'Silent device',
  description: 'All series of the device stop; the device itself goes on as before.',
  assetKinds: sensedKinds,
  magnitude: null,
  ofSensor: false,
  apply: (effects, { assetId }) => effects.silent.add(assetId),
};
