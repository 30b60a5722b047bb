import type { ClassModel, JointDeviation } from '../../domain/detection/device-classes/class-model.js';
import { jointDeviationMetric, WINDOW_MINUTES } from '../../domain/detection/device-classes/class-model.js';
import { metricDefinition } from '../../domain/telemetry/metric-catalogue.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import { BatchBuilder } from '../../domain/telemetry/telemetry-batch.js';
import type { IngestTelemetry } from '../ingest-telemetry.js';
import { MINUTE_MS, type ReadClassHistory } from './class-history.js';
import { nextTurn } from './in-turns.js';
import type { ClassModels } from './class-models.js';

const SOURCE = 'derived';
/** A minute is judged when it has been over for this long: what its devices reported is in the store by then. */
const SETTLED_MS = 30_000;
/** After a standstill so many minutes are made up for; older ones are history. */
const MOST_MINUTES = 15;

/** Where derived points go. */
export interface DeviationOutlet {
  /** In which the ids of what is published are looked up or made. */
  readonly registry: SeriesRegistry;
  readonly ingest: Pick<IngestTelemetry, 'acceptBatch'>;
  /** Told of each device that has left its class behind, with the metrics that do not belong. */
  readonly onDeviation: (assetId: string, at: number, deviation: JointDeviation) => void;
  /** Called before what was judged is published, so that it can be explained from then on. */
  readonly beforePublishing?: () => Promise<void>;
}

/**
 * Judges every device of a class with a model, minute by minute, and publishes how far it is off as a series of its own. The
 * same minutes give the same points: a minute that is judged again, by this process or another, changes nothing.
 */
export class WatchClasses {
  /** Up to when each class is judged. Where a class has no model yet, nothing is done: it is made up for once there is one. */
  readonly #doneMs = new Map<string, number>();

  constructor(
    private readonly models: ClassModels,
    private readonly history: ReadClassHistory,
    private readonly outlet: DeviationOutlet,
  ) {}

  /** Judges the minutes that are over by now. Rejects when they cannot be read or published; they are then due again. */
  async judge(nowMs: number): Promise<void> {
    const toMs = Math.floor((nowMs - SETTLED_MS) / MINUTE_MS) * MINUTE_MS;
    const usable = this.models.usable();
    const batch = new BatchBuilder();
    for (const { model, assetIds } of usable) {
      const fromMs = Math.max(this.#doneMs.get(model.card.className) ?? -Infinity, toMs - MOST_MINUTES * MINUTE_MS);
      if (toMs > fromMs) await this.#judge(batch, model, assetIds, { fromMs, toMs });
    }
    await this.outlet.beforePublishing?.();
    if (batch.length > 0) await this.outlet.ingest.acceptBatch(batch.build(), SOURCE);
    for (const { model } of usable) this.#doneMs.set(model.card.className, toMs);
  }

  async #judge(
    batch: BatchBuilder,
    model: ClassModel,
    assetIds: readonly string[],
    { fromMs, toMs }: { fromMs: number; toMs: number },
  ): Promise<void> {
    const before = WINDOW_MINUTES - 1;
    const known = assetIds.filter((id) => model.knows(id));
    const span = { fromMs: fromMs - before * MINUTE_MS, toMs };
    for (const { assetId, columns } of await this.history.read(model.card.metrics, known, span)) {
      for (let minute = before; minute < (toMs - span.fromMs) / MINUTE_MS; minute++) {
        const deviation = model.judge(assetId, columns, minute);
        // The minute's value is known at its end.
        const at = span.fromMs + (minute + 1) * MINUTE_MS;
        if (deviation) this.#take(batch, assetId, at, deviation);
      }
      await nextTurn();
    }
  }

  #take(batch: BatchBuilder, assetId: string, at: number, deviation: JointDeviation): void {
    const { registry, onDeviation } = this.outlet;
    const simulated = registry.ofAsset(assetId).some((series) => series.simulated);
    const origin = { unit: metricDefinition(jointDeviationMetric)?.unit ?? '1', source: SOURCE, simulated };
    batch.push(
      registry.intern({ assetId, metric: jointDeviationMetric, component: '' }, origin).id,
      at,
      deviation.score,
    );
    if (deviation.score >= 1) onDeviation(assetId, at, deviation);
  }
}
