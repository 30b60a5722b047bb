import type { BacktestAlert, BacktestResult } from '../../application/backtest-detection.js';
import type { BacktestJob } from '../../application/backtest-jobs.js';
import type { BacktestWish } from '../../application/begin-backtest.js';
import { isoOf, isoOrNull, numberOrNull } from '../iso.js';
import type {
  BacktestAlertOut,
  BacktestIn,
  BacktestOut,
  BacktestReportOut,
  BacktestSummaryOut,
} from './backtests.schema.js';

const dayMs = 86_400_000;

export function mapWish({ from, to, warmUpDays, ...body }: BacktestIn): BacktestWish {
  return {
    settings: body.settings,
    mode: body.mode,
    detector: body.detector,
    sensitivity: body.sensitivity,
    select: body.select,
    fromMs: from,
    toMs: to,
    days: body.days,
    warmUpMs: warmUpDays * dayMs,
  };
}

export function mapBacktest(job: BacktestJob): BacktestOut {
  return { ...mapBacktestSummary(job), report: job.result ? mapReport(job.result) : null };
}

export function mapBacktestSummary({ request, ...job }: BacktestJob): BacktestSummaryOut {
  return {
    id: job.id,
    state: job.state,
    startedBy: job.startedBy,
    startedAt: isoOf(job.startedAt),
    endedAt: isoOrNull(job.endedAt),
    progress: job.progress,
    from: isoOf(request.fromMs),
    to: isoOf(request.toMs),
    warmUpDays: request.warmUpMs / dayMs,
    detector: request.detector,
    problem: job.problem ?? null,
  };
}

export function mapReport(result: BacktestResult): BacktestReportOut {
  return {
    series: result.series,
    seriesWithoutPoints: result.seriesWithoutPoints,
    points: result.points,
    oldestPointAt: isoOrNull(result.oldestPointAt),
    totals: result.totals,
    weeks: result.weeks.map(({ startsAt, ...counts }) => ({ startsAt: isoOf(startsAt), ...counts })),
    byRule: [...result.byRule],
    byMetric: [...result.byMetric],
    byAsset: [...result.byAsset],
    alerts: result.alerts.map(mapBacktestAlert),
    notListed: result.notListed,
  };
}

function mapBacktestAlert({ change, rule, alert, past }: BacktestAlert): BacktestAlertOut {
  return {
    change,
    rule: rule ?? null,
    seriesId: alert.seriesId,
    assetId: alert.assetId,
    metric: alert.metric,
    component: alert.component,
    unit: alert.unit,
    simulated: alert.simulated,
    severity: alert.severity,
    startsAt: isoOf(alert.startsAt),
    firedAt: isoOf(alert.firedAt ?? alert.startsAt),
    resolvedAt: isoOrNull(alert.resolvedAt),
    peakScore: alert.peakScore,
    value: numberOrNull(alert.value),
    expected: numberOrNull(alert.expected),
    summary: alert.summary,
    past: past ? { alertId: past.id, acknowledgedBy: past.acknowledgedBy ?? null } : null,
  };
}
