import { type Alert, compareSeverity } from '../alert.js';
import { alertIdOf, fingerprintOf } from '../fingerprint.js';
import { ownTroublesIn, type OwnTrouble } from './own-rules.js';
import type { Vitals } from './vitals.js';

/** What has gone must stay away for this long, so that trouble that comes and goes is one alert. */
const CLEAR_MS = 60_000;

interface Episode {
  readonly startsAt: number;
  readonly lastSeenAt: number;
  readonly alert: Alert | undefined;
}

/** Alerts of one process about itself: pending for as long as their rule says, then firing, then resolved. */
export class OwnTroubleBook {
  readonly #episodes = new Map<string, Episode>();

  /** `assetId` names the process. `firing` are its alerts that an earlier run has left. */
  constructor(
    private readonly assetId: string,
    firing: readonly Alert[],
  ) {
    for (const alert of firing.filter((known) => known.kind === 'plenum' && known.assetId === assetId)) {
      const { startsAt } = alert;
      this.#episodes.set(alert.fingerprint, { startsAt, lastSeenAt: alert.firedAt ?? startsAt, alert });
    }
  }

  /** Alerts that fire or have ended by what is seen now. One that still fires is given again, as the worst it was. */
  observe(vitals: Vitals, nowMs: number): readonly Alert[] {
    const seen = ownTroublesIn(vitals).flatMap(({ trouble, holdMs }) => this.#see(trouble, holdMs, nowMs) ?? []);
    return [...seen, ...this.#end(nowMs)];
  }

  #see(trouble: OwnTrouble, holdMs: number, nowMs: number): Alert | undefined {
    const fingerprint = fingerprintOf('plenum', `${this.assetId}|${trouble.rule}|${trouble.subject}`);
    const known = this.#episodes.get(fingerprint);
    const before = known?.alert;
    // One that is pending begins now when the clock was set back, or it would wait for that much longer.
    const startsAt = before?.startsAt ?? Math.min(known?.startsAt ?? nowMs, nowMs);
    const isFiring = before !== undefined || nowMs - startsAt >= holdMs;
    const alert = isFiring ? this.#alert(trouble, { fingerprint, startsAt, nowMs, before }) : undefined;
    this.#episodes.set(fingerprint, { startsAt, lastSeenAt: nowMs, alert });
    return alert;
  }

  #alert(
    { rule, subject, severity, value, limit, unit, summary }: OwnTrouble,
    episode: { fingerprint: string; startsAt: number; nowMs: number; before: Alert | undefined },
  ): Alert {
    const { fingerprint, startsAt, nowMs, before } = episode;
    const hasRisen = before !== undefined && compareSeverity(severity, before.severity) > 0;
    return {
      id: alertIdOf(fingerprint, startsAt),
      fingerprint,
      kind: 'plenum',
      state: 'firing',
      severity: before && !hasRisen ? before.severity : severity,
      // It is about no series.
      seriesId: 0,
      assetId: this.assetId,
      metric: `plenum.${rule}`,
      component: subject,
      simulated: false,
      startsAt,
      firedAt: before?.firedAt ?? nowMs,
      resolvedAt: undefined,
      escalatedAt: hasRisen ? nowMs : before?.escalatedAt,
      peakScore: 1,
      value,
      expected: limit,
      unit,
      summary,
    };
  }

  #end(nowMs: number): readonly Alert[] {
    const ended: Alert[] = [];
    for (const [fingerprint, { lastSeenAt, alert }] of this.#episodes) {
      // Of a clock that was set back, too, nobody knows how long it has been away.
      const isGone = lastSeenAt !== nowMs && (!alert || Math.abs(nowMs - lastSeenAt) >= CLEAR_MS);
      if (!isGone) continue;
      this.#episodes.delete(fingerprint);
      if (alert) ended.push(endedAt(alert, nowMs));
    }
    return ended;
  }
}

/** The same alert, over: not before it fired, though the clock was set back since. */
export function endedAt(alert: Alert, atMs: number): Alert {
  return { ...alert, state: 'resolved', resolvedAt: Math.max(alert.firedAt ?? alert.startsAt, atMs) };
}
