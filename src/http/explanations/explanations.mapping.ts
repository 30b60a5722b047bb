import { explainInWords } from '../../domain/detection/explanation/explain-in-words.js';
import type {
  Explanation,
  InputReading,
  Neighbour,
  PastAlert,
} from '../../domain/detection/explanation/explanation.js';
import type { SimilarEvent } from '../../domain/detection/explanation/similar-events.js';
import type { SpeakingPart } from '../../domain/detection/explanation/speaking-part.js';
import { metricTitle } from '../../domain/telemetry/metric-catalogue.js';
import { withinNature } from '../../domain/telemetry/natural-range.js';
import type { SeriesDescriptor } from '../../domain/telemetry/series.js';
import { isoOf, isoOrNull, numberOrNull } from '../iso.js';
import type { ExplanationOut, SpeakingPartOut } from './explanations.schema.js';

export function mapExplanation(explanation: Explanation): ExplanationOut {
  const { series, point, excursion } = explanation;
  const { lower, upper } = withinNature(point, point.value, series);
  return {
    ...mapPlace(series),
    unit: series.unit,
    simulated: series.simulated,
    at: isoOf(point.at),
    value: point.value,
    score: numberOrNull(point.score),
    expected: numberOrNull(point.expected),
    lower: numberOrNull(lower),
    upper: numberOrNull(upper),
    sentences: [...explainInWords(explanation)],
    part: mapPart(explanation.part),
    excursion: excursion
      ? {
          ...excursion,
          startsAt: isoOf(excursion.startsAt),
          lastAt: isoOf(excursion.lastAt),
          peakAt: isoOf(excursion.peakAt),
        }
      : null,
    rank: explanation.rank,
    madeOf: explanation.madeOf.map(mapInput),
    madeOfInAll: explanation.madeOfInAll,
    similar: explanation.similar.map(mapSimilar),
    moved: explanation.moved.map(({ lagSeconds, wasEarlier, ...neighbour }) => ({
      ...mapNeighbour(neighbour),
      lagSeconds,
      wasEarlier,
    })),
    movedInAll: explanation.movedInAll,
    still: explanation.still.map(mapNeighbour),
    silentToo: [...explanation.silentToo],
    notLookedAt: explanation.notLookedAt,
  };
}

function mapPlace({ id, assetId, metric, component }: SeriesDescriptor) {
  return { seriesId: id, assetId, metric, component };
}

function mapInput({ series, value }: InputReading): ExplanationOut['madeOf'][number] {
  return { ...mapPlace(series), title: metricTitle(series.metric), unit: series.unit, value: value ?? null };
}

function mapPart(part: SpeakingPart): SpeakingPartOut {
  switch (part.kind) {
    case 'band':
      return { ...part, times: numberOrNull(part.times), rule: part.rule ?? null };
    case 'limit':
      return { ...part, rule: part.rule ?? null };
    case 'valid-range':
      return { ...part, rule: part.rule ?? null };
    case 'drift':
      return { ...part, rule: part.rule ?? null };
    case 'long-run':
      return { ...part, rule: part.rule ?? null };
    case 'off':
      return { ...part, rule: part.rule ?? null };
    case 'joint':
      return {
        kind: part.kind,
        metrics: part.metrics.map((metric) => ({ metric, title: metricTitle(metric) })),
        at: isoOf(part.at),
      };
    case 'silence':
      return {
        kind: part.kind,
        lastedSeconds: part.lastedMs / 1000,
        usuallyEverySeconds: part.usuallyEveryMs / 1000,
      };
    case 'stuck':
    case 'learning':
    case 'normal':
      return part;
  }
}

function mapSimilar({ event, distance }: SimilarEvent<PastAlert>): ExplanationOut['similar'][number] {
  return {
    alertId: event.id,
    seriesId: event.seriesId,
    assetId: event.assetId,
    metric: event.metric,
    component: event.component,
    startsAt: isoOf(event.startsAt),
    resolvedAt: isoOrNull(event.resolvedAt),
    severity: event.severity,
    peakScore: event.peakScore,
    summary: event.summary,
    acknowledgedBy: event.acknowledgedBy ?? null,
    distance,
  };
}

function mapNeighbour({ series, relation, peakScore }: Neighbour): ExplanationOut['still'][number] {
  return { ...mapPlace(series), title: metricTitle(series.metric), relation, peakScore };
}
