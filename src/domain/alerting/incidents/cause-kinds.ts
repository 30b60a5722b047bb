import { isResidual } from '../../telemetry/metric-catalogue.js';
import type { Alert } from '../alert.js';
import { isSameReading } from '../single-precision.js';
import { witnessOf } from './witness.js';

/** One way in which an asset gets into trouble: how to recognise it, and what to call it. */
interface CauseKind {
  /** Kinds of asset; any when absent. */
  readonly of?: readonly string[];
  readonly isSeenIn: (alerts: readonly Alert[]) => boolean;
  readonly phrase: string | ((alerts: readonly Alert[]) => string);
}

const fails = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && witnessOf(alert) === 'failed');
const rises = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && alert.value > alert.expected);
const suffers = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && witnessOf(alert) !== 'changed');

/** In the order in which they are tried: the first that is seen names the cause. */
const catalogue = {
  'plenum-itself': {
    isSeenIn: (alerts) => alerts.some(({ kind }) => kind === 'plenum'),
    phrase: ([first]) => first?.summary ?? 'in trouble itself',
  },
  'sensor-stuck': {
    isSeenIn: (alerts) =>
      alerts.every(({ kind, value, expected }) => kind === 'anomaly' && isSameReading(value, expected)),
    phrase: 'sensor stuck',
  },
  'fan-stopped': {
    of: ['crah'],
    isSeenIn: fails(/\.(fan_speed|fan_power|airflow)$/),
    phrase: 'fan stopped',
  },
  'filter-clogged': {
    of: ['crah'],
    isSeenIn: suffers(/filter_pressure_(drop|residual)$/),
    phrase: 'filter clogged',
  },
  'fan-weak': {
    of: ['crah'],
    isSeenIn: suffers(/(fan_speed|airflow)_residual$/),
    phrase: 'fan falls behind',
  },
  'air-bypasses': {
    of: ['crah'],
    isSeenIn: rises(/fan_speed_residual$/),
    phrase: 'moves more air than its racks take',
  },
  'supply-air-warm': {
    of: ['crah'],
    isSeenIn: suffers(/supply_temperature$/),
    phrase: 'supply air too warm',
  },
  'on-battery': {
    of: ['ups'],
    isSeenIn: suffers(/on_battery$/),
    phrase: 'on battery',
  },
  'feed-lost': {
    of: ['pdu', 'ups'],
    isSeenIn: fails(/(voltage|current|power|energy\.rate)$/),
    phrase: 'feed lost',
  },
  'battery-aged': {
    of: ['ups'],
    isSeenIn: suffers(/battery_time_residual$/),
    phrase: 'battery lasts shorter than its load allows',
  },
  'chiller-inefficient': {
    of: ['chiller'],
    isSeenIn: suffers(/chiller\.power_residual$/),
    phrase: 'needs more power than its cooling explains',
  },
  'plant-stopped': {
    of: ['chiller', 'tower', 'pump'],
    isSeenIn: fails(/./),
    phrase: 'stopped',
  },
  'breathes-exhaust': {
    of: ['rack'],
    isSeenIn: suffers(/inlet_mixing_residual$/),
    phrase: 'breathes its own exhaust',
  },
  'inlet-warm': {
    of: ['rack', 'server'],
    isSeenIn: suffers(/(inlet_temperature|ambient_temperature)$/),
    phrase: 'inlet air too warm',
  },
  'gpu-throttled': {
    of: ['server', 'host'],
    isSeenIn: suffers(/^hw\.gpu\.speed$/),
    phrase: 'GPUs slowed down',
  },
  'machine-stopped': {
    of: ['server', 'host'],
    isSeenIn: fails(/./),
    phrase: 'stopped',
  },
  busier: {
    of: ['server', 'host'],
    isSeenIn: rises(/^(system\.|hw\.gpu\.(utilization|power)$|hw\.host\.power$)/),
    phrase: 'busier than usual',
  },
  'rack-unreachable': {
    of: ['rack'],
    isSeenIn: (alerts) => alerts.some(({ kind }) => kind === 'silent'),
    phrase: 'reports nothing',
  },
  'readings-at-odds': {
    isSeenIn: (alerts) => alerts.length > 0 && alerts.every(({ metric }) => isResidual(metric)),
    phrase: 'its readings do not fit together',
  },
  'not-reporting': {
    isSeenIn: (alerts) => alerts.some(({ kind }) => kind === 'silent'),
    phrase: 'reports nothing',
  },
  unusual: {
    isSeenIn: () => true,
    phrase: 'unusual behaviour',
  },
} as const satisfies Record<string, CauseKind>;

/** In what way an asset is in trouble: names the runbook. */
export type CauseKindName = keyof typeof catalogue;

// `Object.keys` says less than is known of a literal.
export const causeKindNames = Object.keys(catalogue) as readonly CauseKindName[];

interface NamedCause {
  readonly causeKind: CauseKindName;
  readonly phrase: string;
}

/** What is wrong with an asset of this kind, by its own alerts. */
export function causeKindOf(assetKind: string, alerts: readonly Alert[]): NamedCause {
  const isSeen = ({ of, isSeenIn }: CauseKind) => (of?.includes(assetKind) ?? true) && isSeenIn(alerts);
  const causeKind = causeKindNames.find((name) => isSeen(catalogue[name])) ?? 'unusual';
  const { phrase }: CauseKind = catalogue[causeKind];
  return { causeKind, phrase: typeof phrase === 'string' ? phrase : phrase(alerts) };
}
