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
/** Comparisons of one call: an attack from many addresses is worked off in several. */
const MOST_COMPARED = 200;
/** Pairs that are known at a time: an attacker chooses how many there are, and all of them pass through memory each time. */
const MOST_PAIRS = 20_000;
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
  /** How often it has been made. */
  looks: number;
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
    const beganAt = this.clock.monotonic();
    this.#compared = new Map(
      pairs.map((pair) => {
        const key = `${pair[0].id} ${pair[1].id}`;
        const known = this.#compared.get(key) ?? { beganAt, looks: 0, isCommon: isToldAsOne(pair) };
        return [key, { ...known, pair }];
      }),
    );
    const comparisons = [...this.#compared.values()];
    for (const comparison of this.#due(comparisons)) {
      comparison.isCommon = await this.#compare(comparison.pair);
      comparison.looks += 1;
    }
    return new CommonEvents(
      comparisons.flatMap(({ isCommon, pair: [one, other] }) => (isCommon ? [[one.id, other.id] as const] : [])),
    );
  }

  /** Those that were looked at least come first, or what comes early among many would keep the others waiting for ever. */
  #due(comparisons: readonly Comparison[]): readonly Comparison[] {
    const now = this.clock.monotonic();
    const due = comparisons.filter(
      ({ isCommon, beganAt, looks }) => !isCommon && (looks === 0 || now - beganAt <= AGAIN_MS),
    );
    return due.sort((one, other) => one.looks - other.looks).slice(0, MOST_COMPARED);
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

/** Alerts that can be about the same events; of more than `MOST_PAIRS` those that are known for longest. */
function pairsOf(alerts: readonly Alert[]): readonly Pair[] {
  const seen = alerts.map((alert) => ({ alert, entity: eventEntityOf(alert.assetId) }));
  const pairs: Pair[] = [];
  for (const [index, one] of seen.entries()) {
    for (let next = index + 1; next < seen.length; next += 1) {
      const other = seen[next];
      if (!other || one.entity === other.entity || !areOfOneTime(one.alert, other.alert)) continue;
      if (pairs.length === MOST_PAIRS) return pairs;
      pairs.push([one.alert, other.alert]);
    }
  }
  return pairs;
}

function areOfOneTime(one: Alert, other: Alert): boolean {
  return one.simulated === other.simulated && one.startsAt < endOf(other) && other.startsAt < endOf(one);
}

function endOf({ resolvedAt = Infinity }: Alert): number {
  return resolvedAt + WINDOW_MS;
}

/** Up to when the moments are all that there are. */
function lastOf(moments: readonly number[]): number {
  return moments.length < MOST_EVENTS ? Infinity : (moments.at(-1) ?? Infinity);
}
