import type { AlertNotice } from './alert-notice.js';
import { type AlertSeverity, compareSeverity, graver } from './alert.js';

/** What one message says about many notices, for people to read. */
export interface NoticeDigest {
  /** The gravest severity of what fires, or of what is over when nothing fires. */
  readonly gravest: AlertSeverity;
  /** Alerts that fire, those that have become more urgent among them. */
  readonly firing: number;
  readonly resolved: number;
  /** Whether all of them are made by the twin. */
  readonly isSimulated: boolean;
  /** The last notice of each alert: what fires before what is over, the gravest first, then the earliest, which may be the cause. */
  readonly shown: readonly AlertNotice[];
  /** How many more there are. */
  readonly hidden: number;
}

/** Sums up at least one notice; shows at most `limit` alerts. */
export function digestOf(notices: readonly AlertNotice[], limit: number): NoticeDigest {
  const alerts = [...new Map(notices.map((notice) => [notice.id, notice])).values()].sort(byUrgency);
  const firing = alerts.filter(({ state }) => state === 'firing');
  const first = alerts[0];
  if (!first) throw new Error('BUG: a digest of nothing');
  return {
    gravest: (firing.length > 0 ? firing : alerts).map(({ severity }) => severity).reduce(graver),
    firing: firing.length,
    resolved: alerts.length - firing.length,
    isSimulated: alerts.every(({ simulated }) => simulated),
    shown: alerts.slice(0, limit),
    hidden: Math.max(0, alerts.length - limit),
  };
}

/**
 * One line that says the gravest: `CRITICAL: CRAH fan speed of crah-1 is 0 %, expected 60 %`, and how many more there are.
 */
export function headlineOf({ gravest, firing, resolved, isSimulated, shown }: NoticeDigest): string {
  const origin = isSimulated ? '[simulated] ' : '';
  const first = shown[0];
  const severity = firing > 0 ? gravest.toUpperCase() : 'RESOLVED';
  const summary = first?.summary ?? '';
  const others = [
    firing > 1 ? `${firing - 1} more ${firing === 2 ? 'alert' : 'alerts'}` : '',
    firing > 0 && resolved > 0 ? `${resolved} resolved` : '',
    firing === 0 && resolved > 1 ? `${resolved - 1} more resolved` : '',
  ].filter((part) => part !== '');
  return `${origin}${severity}: ${summary}${others.length > 0 ? ` (and ${others.join(', ')})` : ''}`;
}

/** What a notice says of its alert, in a word or two: `critical`, `critical, was warning`, `resolved`. */
export function standingOf({ state, severity, escalatedFrom }: AlertNotice): string {
  if (state === 'resolved') return 'resolved';
  return escalatedFrom === undefined ? severity : `${severity}, was ${escalatedFrom}`;
}

function byUrgency(left: AlertNotice, right: AlertNotice): number {
  return (
    Number(left.state === 'resolved') - Number(right.state === 'resolved') ||
    compareSeverity(right.severity, left.severity) ||
    left.startsAt - right.startsAt
  );
}
