import type { Alert } from '../../src/domain/alerting/alert.js';
import { isResidual } from '../../src/domain/telemetry/metric-catalogue.js';
import type { FaultKindName } from '../../src/domain/twin/faults/catalogue.js';
import type { Sensor } from '../../src/domain/twin/sensors/sensor.js';
import type { WatchedSite } from './watched-site.js';

/** Life between the end of the history and the fault. */
const settlingSeconds = 300;

/** One fault on one device, and how long to wait for an alert. */
export interface FaultPlan {
  readonly kind: FaultKindName;
  readonly asset: string;
  readonly metric?: string;
  /** The kind's default when absent. */
  readonly magnitude?: number;
  readonly waitSeconds: number;
}

/** What became of it. Times are simulated seconds from the fault to the alert; infinite when there was none. */
export interface FaultOutcome {
  readonly plan: FaultPlan;
  /** First alert on the struck device; of the struck sensor where a sensor lies. */
  readonly onDeviceSeconds: number;
  /** What it was about: a metric, or silence. */
  readonly toldBy: string;
  /** First alert anywhere on the site of a measured series, or of silence. */
  readonly plainSeconds: number;
  /** First alert anywhere of a physics residual. */
  readonly residualSeconds: number;
}

/** Strikes a copy of the site, which itself stays as it is. */
export function tryFault(site: WatchedSite, plan: FaultPlan): FaultOutcome {
  const copy = site.fork();
  copy.live(settlingSeconds);
  const { kind, asset, metric, magnitude, waitSeconds } = plan;
  copy.twin.inject({ kind, asset, metric, magnitude });
  const struckAt = copy.twin.now;
  const fired = copy.live(waitSeconds).filter(({ state }) => state === 'firing');
  const own = fired.find((alert) => alert.assetId === asset && (metric === undefined || alert.metric === metric));
  return {
    plan,
    onDeviceSeconds: secondsTo(own, struckAt),
    toldBy: own === undefined ? '' : own.metric || own.kind,
    plainSeconds: secondsTo(
      fired.find((alert) => !isResidual(alert.metric)),
      struckAt,
    ),
    residualSeconds: secondsTo(
      fired.find((alert) => isResidual(alert.metric)),
      struckAt,
    ),
  };
}

/** Faults of every kind that sensors notice, each on devices that the seed picks. */
export function faultPlans(sensors: readonly Sensor[], seed: number): FaultPlan[] {
  const gpuServers = assetsWith(sensors, 'hw.gpu.power');
  const servers = assetsWith(sensors, 'hw.host.power');
  const devices: Record<
    Exclude<FaultKindName, 'sensor-stuck' | 'sensor-drift' | 'gpu-throttling' | 'brute-force' | 'night-visit'>,
    string[]
  > = {
    'crah-fan-failure': assetsWith(sensors, 'dc.crah.fan_speed'),
    'clogged-filter': assetsWith(sensors, 'dc.crah.fan_speed'),
    'pdu-feed-loss': assetsWith(sensors, 'dc.pdu.power'),
    'hot-air-recirculation': assetsWith(sensors, 'dc.rack.power'),
    'runaway-job': servers.filter((server) => !gpuServers.includes(server)),
    'crah-fan-wear': assetsWith(sensors, 'dc.crah.fan_speed'),
    'bypass-air': assetsWith(sensors, 'dc.crah.fan_speed'),
    'battery-ageing': assetsWith(sensors, 'dc.ups.load'),
    'silent-rack': assetsWith(sensors, 'dc.rack.power'),
    'silent-device': [...servers, ...assetsWith(sensors, 'dc.crah.fan_speed')],
  };
  const ofDevices = Object.entries(devices).flatMap(([kind, assets]) =>
    picks(assets, seed, 4).map((asset) => ({ kind: kind as keyof typeof devices, asset, waitSeconds: 3600 })),
  );
  const ofSensors = (['sensor-stuck', 'sensor-drift'] as const).flatMap((kind) =>
    lyingMetrics.map((metric) => ({
      kind,
      asset: picks(assetsWith(sensors, metric), seed, 1)[0] ?? '',
      metric,
      waitSeconds: 3600,
    })),
  );
  const ofBalances = fastDrifts.map(({ metric, magnitude }) => ({
    kind: 'sensor-drift' as const,
    asset: picks(assetsWith(sensors, metric), seed, 1)[0] ?? '',
    metric,
    magnitude,
    waitSeconds: 3600,
  }));
  return [...ofDevices, ...ofSensors, ...ofBalances];
}

const lyingMetrics = [
  'dc.crah.supply_temperature',
  'dc.crah.return_temperature',
  'dc.crah.filter_pressure_drop',
  'dc.rack.inlet_temperature',
  'dc.room.temperature',
  'dc.ups.temperature',
  'dc.pdu.power',
  'hw.host.ambient_temperature',
  'hw.host.power',
  'system.cpu.utilization',
] as const;

/** Drifts by the hour that are a tenth of the reading: within the daily course of the series, and out of its balance. */
const fastDrifts = [
  { metric: 'dc.pdu.power', magnitude: 500 },
  { metric: 'dc.rack.outlet_temperature', magnitude: 3 },
] as const;

function assetsWith(sensors: readonly Sensor[], wanted: string): string[] {
  return [...new Set(sensors.filter(({ metric }) => metric === wanted).map(({ assetId }) => assetId))];
}

/** Some of the candidates, spread by the seed; the stride is prime to most counts, so that they differ. */
function picks(candidates: readonly string[], seed: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => candidates[(seed * 37 + i * 53) % candidates.length] ?? '');
}

function secondsTo(alert: Alert | undefined, fromMs: number): number {
  return alert?.firedAt === undefined ? Infinity : (alert.firedAt - fromMs) / 1000;
}
