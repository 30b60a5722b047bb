import { AlertBook } from '../../src/domain/alerting/alert-book.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { DetectorBank } from '../../src/domain/detection/detector-bank.js';
import { liveDetector } from '../../src/domain/detection/catalogue.js';
import { valuesOfScored } from '../../src/domain/alerting/scored-values.js';
import type { Site } from '../../src/domain/assets/site.js';
import { EventCounter } from '../../src/domain/telemetry/events/event-counter.js';
import { eventCountOf } from '../../src/domain/telemetry/events/event-metrics.js';
import { metricCatalogue } from '../../src/domain/telemetry/metric-catalogue.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { BatchBuilder, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { AccessLog } from '../../src/domain/twin/access/access-log.js';
import { Effects } from '../../src/domain/twin/faults/effects.js';

const minute = 60_000;
const latenessMs = 30_000;
const forgetMs = 30 * 86_400_000;

interface Watching {
  readonly registry?: SeriesRegistry;
  /** Told of all events, as they are stored. */
  readonly onEvents?: (events: TelemetryBatch) => void;
}

/** The logins and badges of the twin, counted, scored and judged as the live service does, in simulated time. */
export function watchedAccess(site: Site, seed: number, watching: Watching = {}) {
  const { registry = new SeriesRegistry(), onEvents = () => undefined } = watching;
  const access = new AccessLog(site, seed);
  const counter = new EventCounter(registry, { latenessMs, forgetMs });
  const bank = new DetectorBank(registry, liveDetector);
  const book = new AlertBook(registry);

  const counts = () => {
    const batch = new BatchBuilder();
    for (const { eventSeriesId, at, count } of counter.takeCounts()) {
      const { assetId, metric, component } = registry.byId(eventSeriesId)!;
      const counted = eventCountOf(metric)!.metric;
      const { unit } = metricCatalogue[counted];
      const identity = { assetId, metric: counted, component };
      batch.push(registry.intern(identity, { unit, source: 'twin', simulated: true }).id, at, count);
    }
    return batch.build();
  };

  /** Lives through this time, and answers the alerts that fired. */
  return (fromMs: number, toMs: number, disturb: (effects: Effects) => void = () => undefined): Alert[] => {
    const effects = new Effects();
    disturb(effects);
    const fired: Alert[] = [];
    for (let now = fromMs; now < toMs; now += 10 * minute) {
      const events = new BatchBuilder();
      const points = access.between(now, Math.min(now + 10 * minute, toMs), effects);
      for (const { at, value, ...identity } of points.sort((a, b) => a.at - b.at)) {
        const { unit } = metricCatalogue[identity.metric];
        events.push(registry.intern(identity, { unit, source: 'twin', simulated: true }).id, at, value);
      }
      const happened = events.build();
      counter.take(happened);
      onEvents(happened);
      const batch = counts();
      const scores = bank.score(batch);
      fired.push(...book.advance(scores, valuesOfScored(scores, batch)).filter(({ state }) => state === 'firing'));
    }
    return fired;
  };
}
