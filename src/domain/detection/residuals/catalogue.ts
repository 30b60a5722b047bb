import type { SiteModel } from '../../assets/site-model.js';
import type { DerivedInput, Deriver } from '../derived/deriver.js';
import { chillerPower } from './chiller-power.js';
import { crahAirCooling } from './crah-air-cooling.js';
import { crahAirflow } from './crah-airflow.js';
import { crahFanSpeed } from './crah-fan-speed.js';
import { crahFilterPressure } from './crah-filter-pressure.js';
import { crahSupplyTemperature } from './crah-supply-temperature.js';
import { pduPower } from './pdu-power.js';
import { rackInletMixing } from './rack-inlet-mixing.js';
import { rackTemperatureRise } from './rack-temperature-rise.js';
import { ResidualDeriver } from './residual-deriver.js';
import type { ResidualKind } from './residual-kind.js';
import { serverFanSpeed } from './server-fan-speed.js';
import { upsBatteryTime } from './ups-battery-time.js';
import { upsLoss } from './ups-loss.js';

/** Every physical relation that is watched. */
export const residualKinds = [
  rackTemperatureRise,
  rackInletMixing,
  pduPower,
  upsLoss,
  upsBatteryTime,
  crahSupplyTemperature,
  crahAirCooling,
  crahFilterPressure,
  crahAirflow,
  crahFanSpeed,
  chillerPower,
  serverFanSpeed,
] as const satisfies readonly ResidualKind[];

/** What a residual of a thing is computed from; nothing for another metric, or a thing that the site does not have. */
export function inputsOfResidual(
  site: SiteModel,
  { assetId, metric }: { readonly assetId: string; readonly metric: string },
): readonly DerivedInput[] {
  const kind = residualKinds.find((candidate) => candidate.metric === metric);
  return kind?.subjects(site).find((subject) => subject.assetId === assetId)?.inputs ?? [];
}

/** The residuals of all things on a site; one whose inputs are never reported says nothing. */
export function residualsOf(site: SiteModel): readonly Deriver[] {
  return residualKinds.flatMap((kind) => kind.subjects(site).map((subject) => new ResidualDeriver(kind, subject)));
}
