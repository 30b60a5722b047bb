import type { Alert } from '../alert.js';
import { isSameReading } from '../single-precision.js';
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
const rises = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && alert.value > alert.expected);
const suffers = (metric: RegExp) => (alerts: readonly Alert[]) =>
  alerts.some((alert) => metric.test(alert.metric) && witnessOf(alert) !== 'changed');

/** In the order in which they are tried: the first that is seen names the cause. */
const catalogue = {
  'sensor-stuck': {
    isSeenIn: (alerts) =>
      alerts.every(({ kind, value, expected }) => kind === 'anomaly' && isSameReading(value, expected)),
    phrase: 'sensor stuck',
    steps: [
      'Compare it with the sensors around it, and with what a meter shows on site.',
      'Restart the controller that reads it, then change the sensor; until then nothing is known of what it measures.',
    ],
  },
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
    isSeenIn: suffers(/filter_pressure_drop$/),
    phrase: 'filter clogged',
    steps: [
      'Have the filters of the unit changed; until then its fan draws more for less air.',
      'Do not stop the unit while no other one of the zone is spare.',
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
  'plant-stopped': {
    of: ['chiller', 'tower', 'pump'],
    isSeenIn: fails(/./),
    phrase: 'stopped',
    steps: [
      'See whether it was switched off by its sequence; if not, read its fault and start the spare.',
      'Watch the chilled water supply temperature: halls follow within minutes.',
    ],
  },
  'inlet-warm': {
    of: ['rack', 'server'],
    isSeenIn: suffers(/(inlet_temperature|ambient_temperature)$/),
    phrase: 'inlet air too warm',
    steps: [
      'Look for missing blanking panels, open doors and blocked tiles around the rack.',
      'Compare the racks beside it: when all are warm, look at the cooling units of the zone.',
      'When one probe alone is warm and the machines behind it are not, have that probe checked: it may drift.',
    ],
  },
  'gpu-throttled': {
    of: ['server', 'host'],
    isSeenIn: suffers(/^hw\.gpu\.speed$/),
    phrase: 'GPUs slowed down',
    steps: [
      'Compare the temperature of its GPUs with others at the same load: near their limit they lack cooling.',
      'Look at fans, heat sinks and cold plates of the machine; where they are cool, look for a power cap.',
      'Move work that waits for its slowest member.',
    ],
  },
  'machine-stopped': {
    of: ['server', 'host'],
    isSeenIn: fails(/./),
    phrase: 'stopped',
    steps: ['Check power and management controller of the machine.', 'See that its work has moved elsewhere.'],
  },
  busier: {
    of: ['server', 'host'],
    isSeenIn: rises(/^(system\.|hw\.gpu\.(utilization|power)$|hw\.host\.power$)/),
    phrase: 'busier than usual',
    steps: [
      'Ask who started something there; look for a process that never ends.',
      'See that rack and feed have room for its power.',
    ],
  },
  'rack-unreachable': {
    of: ['rack'],
    isSeenIn: (alerts) => alerts.some(({ kind }) => kind === 'silent'),
    phrase: 'reports nothing',
    steps: [
      'Check the management switch of the rack and its uplink: machines that share it fall silent together.',
      'Check by the power of its feeds whether the machines run; without power look at the PDUs first.',
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
