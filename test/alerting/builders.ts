import type { NoticeContext } from '../../src/adapters/notifiers/notice-context.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import type { IncidentWithMembers } from '../../src/domain/alerting/incidents/incident.js';
import type { Observation } from '../../src/domain/alerting/episode.js';
import type { ScoreBatch } from '../../src/domain/detection/score-batch.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';

/** Event time at which these scenarios start: 2026-03-01 12:00 UTC. */
export const noon = Date.UTC(2026, 2, 1, 12);

export function anObservation(over: Partial<Observation> = {}): Observation {
  return { at: noon, score: 0.2, value: 0.6, expected: 0.6, lower: 0.58, upper: 0.63, severity: 'warning', ...over };
}

export function anAlert(over: Partial<Alert> = {}): Alert {
  return {
    id: '00000000000000000000000000000001',
    fingerprint: 'f0000000000000000000000000000001',
    kind: 'anomaly',
    state: 'firing',
    severity: 'critical',
    seriesId: 1,
    assetId: 'hall-1-crah-1',
    metric: 'dc.crah.fan_speed',
    component: '',
    simulated: false,
    startsAt: noon,
    firedAt: noon + 30_000,
    resolvedAt: undefined,
    peakScore: 9.5,
    value: 0,
    expected: 0.6,
    unit: '1',
    summary: 'CRAH fan speed of hall-1-crah-1 is 0 %, expected 58 to 63 %',
    ...over,
  };
}

/** An open incident about the stopped fan of `anAlert`. */
export function anIncident(over: Partial<IncidentWithMembers> = {}): IncidentWithMembers {
  return {
    id: '0000000000000000000000000000000a',
    state: 'open',
    mergedInto: undefined,
    severity: 'critical',
    title: 'CRAH hall-1-crah-1: fan stopped',
    causeAssetId: 'hall-1-crah-1',
    simulated: false,
    startsAt: noon,
    quietAt: undefined,
    quietSeenAt: undefined,
    resolvedAt: undefined,
    notes: [{ at: noon + 30_000, kind: 'opened', text: 'CRAH fan speed of hall-1-crah-1 is 0 %' }],
    report: {
      candidates: [
        {
          assetId: 'hall-1-crah-1',
          score: 0.9,
          coverage: 1,
          precedence: 1,
          witness: 'failed',
          reasons: ['it has ceased to work'],
        },
      ],
      alertsByKind: { crah: 1 },
      assets: ['hall-1-crah-1'],
      workloads: [],
      redundancy: [{ kind: 'cooling', zone: 'hall-1-north', working: 1, needed: 1, total: 2 }],
      runbook: { causeKind: 'fan-stopped', steps: ['Check the unit on site.'] },
      outlook: [],
    },
    members: [anAlert()],
    ...over,
  };
}

/** Messages about the demo site, in which everything stands in hall 1. */
export function aContext(over: Partial<NoticeContext> = {}): NoticeContext {
  return {
    site: 'demo',
    timezone: 'Europe/Berlin',
    consoleUrl: 'https://plenum.example/',
    isConsoleOfSeries: true,
    placeOf: (assetId) => ({ path: ['demo', 'hall-1', assetId], room: 'hall-1', rack: undefined }),
    ...over,
  };
}

/** Registers series of one asset, `metric` or `metric component` each, and returns their ids in that order. */
export function withSeries(
  registry: SeriesRegistry,
  assetId: string,
  names: readonly string[],
  origin: { unit?: string; simulated?: boolean } = {},
): number[] {
  return names.map((name) => {
    const [metric = '', component = ''] = name.split(' ');
    const { unit = '1', simulated = false } = origin;
    return registry.intern({ assetId, metric, component }, { unit, source: 'json', simulated }).id;
  });
}

/** Scores of single points, with the band of a healthy CRAH fan, and the values they belong to. */
export function scoresOf(points: readonly { seriesId?: number; at: number; score: number; value?: number }[]): {
  scores: ScoreBatch;
  values: Float64Array;
} {
  const column = (value: number) => new Float32Array(points.length).fill(value);
  return {
    scores: {
      length: points.length,
      seriesIds: Int32Array.from(points, ({ seriesId = 1 }) => seriesId),
      at: Float64Array.from(points, ({ at }) => at),
      score: Float32Array.from(points, ({ score }) => score),
      expected: column(0.6),
      lower: column(0.58),
      upper: column(0.63),
    },
    values: Float64Array.from(points, ({ value = 0.6 }) => value),
  };
}

/** A registry in which series 1 is the fan speed of a CRAH. */
export function aRegistry(): SeriesRegistry {
  const registry = new SeriesRegistry();
  withSeries(registry, 'hall-1-crah-1', ['dc.crah.fan_speed']);
  return registry;
}
