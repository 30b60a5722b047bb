import { ruleBehind } from '../../detection/explanation/rule-behind.js';
import type { SeriesRegistry } from '../../telemetry/series-registry.js';
import type { TelemetryBatch } from '../../telemetry/telemetry-batch.js';
import type { Alert } from '../alert.js';
import { AlertReplay, type JudgedBy } from './alert-replay.js';
import { type ComparedAlert, overlap } from './compared-alert.js';

/** Bounds of a stretch of time, epoch ms: inclusive, exclusive. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What one replay came to under both. */
export interface Comparison {
  readonly alerts: readonly ComparedAlert[];
  /** What is raised at present, kept ones included, each with the rule that it comes from. */
  readonly present: readonly Pick<ComparedAlert, 'alert' | 'rule'>[];
}

/** Judges the same points by what is proposed and by what holds at present. */
export class SettingsComparison {
  readonly #replays: { readonly proposed: AlertReplay; readonly present: AlertReplay };

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly sides: { readonly proposed: JudgedBy; readonly present: JudgedBy },
  ) {
    this.#replays = {
      proposed: new AlertReplay(registry, sides.proposed),
      present: new AlertReplay(registry, sides.present),
    };
  }

  take(batch: TelemetryBatch): void {
    this.#replays.proposed.take(batch);
    this.#replays.present.take(batch);
  }

  /** The alerts that fired within the span, in the order of their series; one that fired before it is no news of the span. */
  within(span: Span): Comparison {
    const proposed = bySeries(this.#replays.proposed.raised);
    const present = bySeries(this.#replays.present.raised);
    const isOfSpan = ({ firedAt = NaN }: Alert) => firedAt >= span.fromMs && firedAt < span.toMs;
    const alerts: ComparedAlert[] = [];
    for (const seriesId of new Set([...proposed.keys(), ...present.keys()])) {
      const [raised, known] = [proposed.get(seriesId) ?? [], present.get(seriesId) ?? []];
      for (const alert of raised.filter(isOfSpan)) {
        const change = known.some((other) => overlap(alert, other)) ? 'kept' : 'new';
        alerts.push({ change, alert, rule: this.#ruleOf(alert, this.sides.proposed) });
      }
      for (const alert of known.filter(isOfSpan)) {
        if (raised.some((other) => overlap(alert, other))) continue;
        alerts.push({ change: 'vanished', alert, rule: this.#ruleOf(alert, this.sides.present) });
      }
    }
    const ofSpan = this.#replays.present.raised.filter(isOfSpan);
    return { alerts, present: ofSpan.map((alert) => ({ alert, rule: this.#ruleOf(alert, this.sides.present) })) };
  }

  #ruleOf({ seriesId, value }: Alert, { settings }: JudgedBy): string | undefined {
    const series = this.registry.byId(seriesId);
    return series && ruleBehind(value, settings.resolver.explain(series));
  }
}

function bySeries(alerts: readonly Alert[]): ReadonlyMap<number, readonly Alert[]> {
  const grouped = new Map<number, Alert[]>();
  for (const alert of alerts) {
    const known = grouped.get(alert.seriesId);
    if (known) known.push(alert);
    else grouped.set(alert.seriesId, [alert]);
  }
  return grouped;
}
