import type { AlertSeverity } from '../alert.js';
import type { Vitals } from './vitals.js';

/** Something that is wrong with Plenum itself at one moment. */
export interface OwnTrouble {
  readonly rule: string;
  /** What it is about: a back end, a receiver, a file; empty when Plenum as a whole. */
  readonly subject: string;
  readonly severity: AlertSeverity;
  readonly value: number;
  /** What the value should not pass. */
  readonly limit: number;
  readonly unit: string;
  readonly summary: string;
}

interface OwnRule {
  /** How long it must last before anybody is told, ms. */
  readonly holdMs: number;
  readonly find: (vitals: Vitals) => readonly Omit<OwnTrouble, 'rule'>[];
}

const minute = 60_000;
/** Fewer rejected points are a device that is set up wrongly rather than trouble of Plenum. */
const leastRejected = 50;
const mostRejectedShare = 0.1;
const longestBehindS = 300;
const gibibyte = 1024 ** 3;
/** Share and bytes: a small share of a large disk lasts for long, and of a small one little is used. */
const leastFree = {
  warning: { share: 0.05, bytes: 5 * gibibyte },
  critical: { share: 0.02, bytes: gibibyte },
};
const largestStepS = 10;

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** When Plenum raises an alert about itself. `deploy/plenum-alerts.yaml` says the same to Prometheus. */
const rules = {
  'back-end-unreachable': {
    holdMs: minute,
    find: ({ backEnds }) =>
      backEnds.flatMap(({ name, problem }) =>
        problem === undefined
          ? []
          : [{ ...about(name, 'critical', 1, 0, '1'), summary: `Plenum does not reach its ${name}: ${problem}` }],
      ),
  },
  'intake-rejecting': {
    holdMs: 2 * minute,
    find: ({ offered, rejected }) => {
      const share = rejected / Math.max(offered, 1);
      if (rejected < leastRejected || share < mostRejectedShare) return [];
      const summary = `Plenum rejects ${percent(share)} of the telemetry that it is sent`;
      return [{ ...about('', 'warning', share, mostRejectedShare, '1'), summary }];
    },
  },
  'scoring-behind': {
    holdMs: 2 * minute,
    find: ({ scoringBehindS = 0 }) =>
      scoringBehindS < longestBehindS
        ? []
        : [
            {
              ...about('', 'warning', scoringBehindS, longestBehindS, 's'),
              summary: `Plenum judges telemetry ${Math.round(scoringBehindS / 60)} minutes late`,
            },
          ],
  },
  'notifier-failing': {
    holdMs: 5 * minute,
    find: ({ failingNotifiers }) =>
      failingNotifiers.map((name) => ({
        ...about(name, 'warning', 1, 0, '1'),
        summary: `Receiver ${name} confirms nothing that Plenum tells it`,
      })),
  },
  'disk-nearly-full': {
    holdMs: minute,
    find: ({ diskFree }) => {
      if (!diskFree || !isBelow(diskFree, leastFree.warning)) return [];
      const severity = isBelow(diskFree, leastFree.critical) ? 'critical' : 'warning';
      const { share, bytes } = diskFree;
      const summary = `${percent(share)} (${(bytes / gibibyte).toFixed(1)} GiB) of the disk of Plenum's data folder is free`;
      return [{ ...about('', severity, share, leastFree.warning.share, '1'), summary }];
    },
  },
  'clock-stepped': {
    holdMs: 0,
    find: ({ clockStepS }) =>
      Math.abs(clockStepS) < largestStepS
        ? []
        : [
            {
              ...about('', 'warning', clockStepS, largestStepS, 's'),
              summary: `The clock under Plenum was set ${clockStepS > 0 ? 'forward' : 'back'} by ${Math.round(Math.abs(clockStepS))} s`,
            },
          ],
  },
  'settings-refused': {
    holdMs: 0,
    find: ({ refusedSettings }) =>
      refusedSettings.map((name) => ({
        ...about(name, 'warning', 1, 0, '1'),
        summary: `The newest ${name} file is refused, an older one holds`,
      })),
  },
} as const satisfies Record<string, OwnRule>;

/** What is wrong now, with how long it must last before it is told. */
export function ownTroublesIn(vitals: Vitals): readonly { readonly trouble: OwnTrouble; readonly holdMs: number }[] {
  const all: readonly [string, OwnRule][] = Object.entries(rules);
  return all.flatMap(([rule, { holdMs, find }]) =>
    find(vitals).map((trouble) => ({ trouble: { ...trouble, rule }, holdMs })),
  );
}

interface Space {
  readonly share: number;
  readonly bytes: number;
}

function isBelow(free: Space, least: Space): boolean {
  return free.share < least.share && free.bytes < least.bytes;
}

function about(subject: string, severity: AlertSeverity, value: number, limit: number, unit: string) {
  return { subject, severity, value, limit, unit };
}
