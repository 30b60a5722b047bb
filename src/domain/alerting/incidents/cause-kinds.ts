import { isResidual } from '../../telemetry/metric-catalogue.js';
import type { Alert } from '../alert.js';
import { witnessOf } from './witness.js';

/** One way in which an asset gets into trouble: how to recognise it, what to call it and what to do about it. */
interface CauseKind {
  /** Kinds of asset; any when absent. */
  readonly of?: readonly string[];
  readonly isSeenIn: (alerts: readonly Alert[]) => boolean;
  readonly phrase: string;
  readonly steps: readonly string[];
}

const fails = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && witnessOf(alert) === 'failed');
const exceeds = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && alert.value > alert.expected);
const suffers = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && witnessOf(alert) !== 'changed');

/** In the order in which they are tried: the first that is seen names the cause. */
const catalogue = {
  'fan-stopped': {
    of: ['crah'],
    isSeenIn: fails(/\.(fan_speed|fan_power|airflow)$/),
    phrase: 'fan stopped',
    steps: [
      'Check the unit on site: breaker, drive fault, belt, door interlock; reset the drive once if it shows a plain trip.',
      'See that the other units of the zone run up, and lower their supply setpoint by 1 to 2 K until inlets fall.',
      'If an inlet nears its limit, move or defer work of the hottest racks and close gaps towards the cold aisle.',
    ],
  },
  'filter-clogged': {
    of: ['crah'],
    isSeenIn: suffers(/filter_pressure_(drop|residual)$/),
    phrase: 'filter clogged',
    steps: [
      'Have the filters of the unit changed; until then its fan draws more for less air.',
      'Do not stop the unit while no other one of the zone is spare.',
    ],
  },
  'fan-weak': {
    of: ['crah'],
    isSeenIn: suffers(/(fan_speed|airflow)_residual$/),
    phrase: 'fan falls behind',
    steps: [
      'Look at belt, bearing and drive of the unit: it turns slower, or moves less air, than its zone asks for.',
      'See that the other units of the zone have speed to spare before it is stopped for repair.',
    ],
  },
  'air-bypasses': {
    of: ['crah'],
    isSeenIn: exceeds(/fan_speed_residual$/),
    phrase: 'moves more air than its racks take',
    steps: [
      'Look for lifted tiles, unsealed cable openings and open doors in the zone: cold air returns without passing a rack.',
      'Compare the other units of the zone: when one of them falls behind, this one makes up for it.',
    ],
  },
  'supply-air-warm': {
    of: ['crah'],
    isSeenIn: suffers(/supply_temperature$/),
    phrase: 'supply air too warm',
    steps: [
      'Compare the chilled water supply temperature: when it is high, look at chillers, pumps and towers first.',
      'Check the valve of the unit: open without effect points to a stuck valve or air in the coil.',
      'Compare the sensor with the inlets that the unit serves before trusting it.',
    ],
  },
  'on-battery': {
    of: ['ups'],
    isSeenIn: suffers(/on_battery$/),
    phrase: 'on battery',
    steps: [
      'Check mains and input breaker; note the battery time left.',
      'See that generators start; without them shed work that can wait before half of the time is gone.',
    ],
  },
  'feed-lost': {
    of: ['pdu', 'ups'],
    isSeenIn: fails(/(voltage|current|power|energy\.rate)$/),
    phrase: 'feed lost',
    steps: [
      'Find which breaker opened, here and upstream; do not close it before the reason is known.',
      'Watch the load of the other feed: it carries both now and must stay below its breaker.',
      'Postpone work on the other feed, and look for machines with a single supply.',
    ],
  },
  'battery-aged': {
    of: ['ups'],
    isSeenIn: suffers(/battery_time_residual$/),
    phrase: 'battery lasts shorter than its load allows',
    steps: ['Have the battery tested, and weak blocks changed.', 'Do not count on its full time at the next outage.'],
  },
  'chiller-inefficient': {
    of: ['chiller'],
    isSeenIn: suffers(/chiller\.power_residual$/),
    phrase: 'needs more power than its cooling explains',
    steps: [
      'Look for fouled condenser tubes, low refrigerant and air in the circuit.',
      'Prefer the other chiller until then.',
    ],
  },
  'plant-stopped': {
    of: ['chiller', 'tower', 'pump'],
    isSeenIn: fails(/./),
    phrase: 'stopped',
    steps: [
      'See whether it was switched off by its sequence; if not, read its fault and start the spare.',
      'Watch the chilled water supply temperature: halls follow within minutes.',
    ],
  },
  'breathes-exhaust': {
    of: ['rack'],
    isSeenIn: suffers(/inlet_mixing_residual$/),
    phrase: 'breathes its own exhaust',
    steps: [
      'Look for missing blanking panels and open containment doors at the rack.',
      'Compare the racks beside it: when all are warm, look at the cooling units of the zone.',
    ],
  },
  'inlet-warm': {
    of: ['rack', 'server'],
    isSeenIn: suffers(/(inlet_temperature|ambient_temperature)$/),
    phrase: 'inlet air too warm',
    steps: [
      'Look for missing blanking panels, open doors and blocked tiles around the rack.',
      'Compare the racks beside it: when all are warm, look at the cooling units of the zone.',
    ],
  },
  'machine-stopped': {
    of: ['server', 'host'],
    isSeenIn: fails(/./),
    phrase: 'stopped',
    steps: ['Check power and management controller of the machine.', 'See that its work has moved elsewhere.'],
  },
  'readings-at-odds': {
    isSeenIn: (alerts) => alerts.length > 0 && alerts.every(({ metric }) => isResidual(metric)),
    phrase: 'its readings do not fit together',
    steps: [
      'Compare with a second meter: one of the readings that the balance is made of lies, or something unknown takes part in it.',
      'Ask who has plugged in, moved or recalibrated something.',
    ],
  },
  'not-reporting': {
    isSeenIn: (alerts) => alerts.some(({ kind }) => kind === 'silent'),
    phrase: 'reports nothing',
    steps: [
      'Check whether the device runs, by what depends on it, before going there.',
      'Check the way of its telemetry: collector, network, address, credentials.',
    ],
  },
  unusual: {
    isSeenIn: () => true,
    phrase: 'unusual behaviour',
    steps: [
      'Compare the series with expected value and band, and with its neighbours.',
      'Ask who has changed something: load, setpoints, maintenance.',
    ],
  },
} as const satisfies Record<string, CauseKind>;

export interface NamedCause {
  readonly causeKind: string;
  readonly phrase: string;
  readonly steps: readonly string[];
}

/** What is wrong with an asset of this kind, by its own alerts. */
export function causeKindOf(assetKind: string, alerts: readonly Alert[]): NamedCause {
  const kinds: readonly [string, CauseKind][] = Object.entries(catalogue);
  const seen = kinds.find(([, { of, isSeenIn }]) => (of?.includes(assetKind) ?? true) && isSeenIn(alerts));
  const [causeKind, { phrase, steps }] = seen ?? ['unusual', catalogue.unusual];
  return { causeKind, phrase, steps };
}
