import type { Alert } from '../domain/alerting/alert.js';
import { areSameEvents, CommonEvents } from '../domain/alerting/incidents/common-events.js';
import { eventEntityOf } from '../domain/telemetry/events/event-entity.js';
import { eventMetricOf } from '../domain/telemetry/events/event-metrics.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { IncidentWithMembers } from '../domain/alerting/incidents/incident.js';
import type { Clock } from '../ports/clock.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';

/** Of two alerts so much is compared, from when both fire. */
const COMPARED_MS = 5 * 60_000;
/** The last minute that an alert counts begins at its end. */
const WINDOW_MS = 60_000;
/** Events of one series that are compared, the oldest first. */
const MOST_EVENTS = 5_000;
/** Comparisons of one call: an attack from thousands of addresses is worked off in several. */
const MOST_COMPARED = 200;
/** So long two alerts are compared again: an alert may be known before the events that it counts are stored. */
const AGAIN_MS = 120_000;

export interface EventSeries {
  readonly registry: Pick<SeriesRegistry, 'find'>;
  /** Registers what other processes have brought up since; absent where there are none. */
  readonly loadSeries?: () => Promise<void>;
}

type Pair = readonly [Alert, Alert];

interface Comparison {
  readonly pair: Pair;
  readonly beganAt: number;
  isCommon: boolean;
}

/** Finds which alerts of counted events count the same ones, by the events in the store. */
export class FindCommonEvents {
  #compared = new Map<string, Comparison>();

  constructor(
    private readonly store: Pick<TelemetryStore, 'readPoints'>,
    private readonly series: EventSeries,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  /**
   * All pairs among new alerts and those of open incidents; what an incident holds together was found to be common, by
   * whichever process. Rejects with the store's error.
   */
  async among(alerts: readonly Alert[], open: readonly IncidentWithMembers[]): Promise<CommonEvents> {
    const all = [...open.flatMap(({ members }) => members), ...alerts];
    const pairs = pairsOf(all.filter(({ metric }) => eventMetricOf(metric) !== undefined));
    const incidentOf = new Map(open.flatMap(({ id, members }) => members.map((alert) => [alert.id, id] as const)));
    const isToldAsOne = ([one, other]: Pair) =>
      incidentOf.has(one.id) && incidentOf.get(one.id) === incidentOf.get(other.id);
    const now = this.clock.monotonic();
    this.#compared = new Map(
      pairs.map((pair) => {
        const key = `${pair[0].id} ${pair[1].id}`;
        const known = this.#compared.get(key);
        return [key, { pair, beganAt: known?.beganAt ?? now, isCommon: known?.isCommon ?? isToldAsOne(pair) }];
      }),
    );
    const comparisons = [...this.#compared.values()];
    const pending = comparisons.filter(({ isCommon, beganAt }) => !isCommon && now - beganAt <= AGAIN_MS);
    for (const comparison of pending.slice(0, MOST_COMPARED))
      comparison.isCommon = await this.#compare(comparison.pair);
    return new CommonEvents(
      comparisons.flatMap(({ isCommon, pair: [one, other] }) => (isCommon ? [[one.id, other.id] as const] : [])),
    );
  }

  async #compare([one, other]: Pair): Promise<boolean> {
    const fromMs = Math.max(one.startsAt, other.startsAt);
    const toMs = Math.min(endOf(one), endOf(other), fromMs + COMPARED_MS);
    const [ofOne, ofOther] = [await this.#momentsOf(one, fromMs, toMs), await this.#momentsOf(other, fromMs, toMs)];
    const until = Math.min(lastOf(ofOne), lastOf(ofOther));
    const known = (moments: readonly number[]) => moments.filter((at) => at <= until);
    return areSameEvents(known(ofOne), known(ofOther));
  }

  /** When the events were that the alert counts, in whole milliseconds: what a store keeps for long has lost the rest. */
  async #momentsOf({ assetId, metric, component }: Alert, fromMs: number, toMs: number): Promise<readonly number[]> {
    const identity = { assetId, metric: eventMetricOf(metric) ?? '', component };
    if (!this.series.registry.find(identity)) await this.series.loadSeries?.();
    const seriesId = this.series.registry.find(identity)?.id;
    if (seriesId === undefined) return [];
    const { at, value } = await this.store.readPoints({ seriesId, fromMs, toMs, limit: MOST_EVENTS, scored: false });
    // What went well is told beside as nothing that failed.
    return Array.from(at, Math.round).filter((_, index) => (value[index] ?? 0) > 0);
  }
}

/** Alerts that can be about the same events: of one origin and time, at assets of different kinds. */
function pairsOf(alerts: readonly Alert[]): readonly Pair[] {
  return alerts.flatMap((one, index) =>
    alerts.slice(index + 1).flatMap((other) => {
      const isApart = eventEntityOf(one.assetId) === eventEntityOf(other.assetId) || one.simulated !== other.simulated;
      const overlap = one.startsAt < endOf(other) && other.startsAt < endOf(one);
      return isApart || !overlap ? [] : [[one, other] as const];
    }),
  );
}

function endOf({ resolvedAt = Infinity }: Alert): number {
  return resolvedAt + WINDOW_MS;
}

/** Up to when the moments are all that there are. */
function lastOf(moments: readonly number[]): number {
  return moments.length < MOST_EVENTS ? Infinity : (moments.at(-1) ?? Infinity);
}
