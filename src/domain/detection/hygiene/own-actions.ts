import type { SeriesDescriptor } from '../../telemetry/series.js';
import type { LearningExclusions } from './learning-exclusions.js';

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Spans remembered for an asset, the latest ones: late points may belong to any of the last few. */
const SPANS_KEPT = 16;
/** Spans that ended so long before a point of the asset are forgotten: classes are learned from a week. */
const FORGOTTEN_AFTER_MS = 8 * 86_400_000;

/** On which assets Plenum itself acts, and until when that shows. What it does there is not the usual of their series. */
export class OwnActions implements LearningExclusions {
  readonly #spans = new Map<string, Span[]>();

  get isIdle(): boolean {
    return this.#spans.size === 0;
  }

  /** To be called before acting. `untilMs` is when the effect will have passed, in event time as `fromMs`. */
  note(assetId: string, fromMs: number, untilMs: number): void {
    const spans = this.#spans.get(assetId) ?? [];
    spans.push({ fromMs, untilMs });
    this.#spans.set(assetId, spans.slice(-SPANS_KEPT));
  }

  excludes({ assetId }: SeriesDescriptor, atMs: number): boolean {
    const spans = this.#spans.get(assetId);
    if (!spans) return false;
    if (spans.every(({ untilMs }) => atMs - untilMs >= FORGOTTEN_AFTER_MS)) this.#spans.delete(assetId);
    return spans.some(({ fromMs, untilMs }) => atMs >= fromMs && atMs < untilMs);
  }
}
