import { CALM_MS, LONGEST_MS } from '../../domain/detection/hygiene/trouble.js';
import { metricNature } from '../../domain/detection/metric-nature.js';
import type { AcknowledgedAlert, AlertLog } from '../../ports/alert-log.js';

const PAGE = 1_000;
/** More alerts of a week than this tell nothing any more of single devices: the newest count. */
const MOST = 20_000;

/** From a time on and up to another, epoch ms. */
export interface AlertedTime {
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * When devices were in trouble by the alerts of their own metrics. Bounded as in learning: recovery belongs to it, and what
 * lasts longer than a day may be the new normal. That much is asked of a device is no trouble of it.
 */
export class AlertedTimes {
  constructor(private readonly alertLog: Pick<AlertLog, 'list'>) {}

  /** The times within or around the span in which an anomaly of one of the metrics was alerted on, by asset. */
  async read(
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
    metrics: readonly string[],
  ): Promise<ReadonlyMap<string, readonly AlertedTime[]>> {
    const watched = new Set(metrics.filter((metric) => metricNature(metric) !== 'demand'));
    const times = new Map<string, AlertedTime[]>();
    for await (const { kind, assetId, metric, startsAt, resolvedAt } of this.#since(fromMs - LONGEST_MS, toMs)) {
      if (kind !== 'anomaly' || !watched.has(metric)) continue;
      const untilMs = Math.min((resolvedAt ?? Infinity) + CALM_MS, startsAt + LONGEST_MS);
      const ofAsset = times.get(assetId);
      if (ofAsset) ofAsset.push({ fromMs: startsAt, untilMs });
      else times.set(assetId, [{ fromMs: startsAt, untilMs }]);
    }
    return times;
  }

  async *#since(fromMs: number, toMs: number): AsyncGenerator<AcknowledgedAlert> {
    let before: { readonly startsAt: number; readonly id: string } | undefined;
    for (let read = 0; read < MOST; read += PAGE) {
      const page = await this.alertLog.list({ fromMs, toMs, limit: PAGE, ...(before && { before }) });
      yield* page;
      before = page.at(-1);
      if (page.length < PAGE) return;
    }
  }
}
