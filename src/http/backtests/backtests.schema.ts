import { z } from 'zod';
import { type DetectorName, isDetectorName } from '../../domain/detection/catalogue.js';
import { pageOf, timeIn } from '../page.schema.js';

const patterns = z.array(z.string().min(1)).min(1).max(1000).optional();

export const BacktestIn = z
  .strictObject({
    settings: z.string().max(500_000).optional().meta({ description: 'The text of a detection.yaml.' }),
    mode: z
      .enum(['replace', 'add'])
      .default('replace')
      .meta({ description: 'Whether `settings` replaces the rules in force or is added behind them.' }),
    detector: z
      .string()
      .refine((name): name is DetectorName => isDetectorName(name), 'expected the name of a detector')
      .optional()
      .meta({ description: 'Judge by this detector of the catalogue. Default: the one in use.' }),
    sensitivity: z
      .number()
      .min(0.1)
      .max(10)
      .optional()
      .meta({ description: 'Judge every series with this sensitivity, whatever rules say.' }),
    select: z
      .strictObject({
        series: z.array(z.number().int()).min(1).max(20_000).optional(),
        asset: patterns,
        room: patterns,
        kind: patterns,
        component: patterns,
        metric: patterns,
      })
      .default({})
      .meta({ description: 'Which series; conditions and patterns as in a rule. Default: all.' }),
    from: timeIn.optional().meta({ description: 'Inclusive. Default: `days` before `to`.' }),
    to: timeIn.optional().meta({ description: 'Exclusive. Default: just after the newest point.' }),
    days: z.number().min(0.01).max(92).default(7).meta({ description: 'Length of the span, where `from` is absent.' }),
    warmUpDays: z
      .number()
      .min(0)
      .max(31)
      .default(3)
      .meta({ description: 'So many days before `from` are learned, and not judged.' }),
  })
  .meta({ id: 'BacktestIn' });
export type BacktestIn = z.infer<typeof BacktestIn>;

const counts = {
  proposed: z.number().int(),
  present: z.number().int(),
  new: z.number().int(),
  vanished: z.number().int(),
};
const countsOf = z.array(z.strictObject({ key: z.string(), ...counts }));

export const BacktestAlertOut = z
  .strictObject({
    change: z.enum(['new', 'vanished', 'kept']),
    rule: z.string().nullable().meta({ description: 'The rule that it comes from; null where none made it.' }),
    seriesId: z.number().int(),
    assetId: z.string(),
    metric: z.string(),
    component: z.string(),
    unit: z.string(),
    simulated: z.boolean(),
    severity: z.enum(['info', 'warning', 'critical']),
    startsAt: z.string(),
    firedAt: z.string(),
    resolvedAt: z.string().nullable().meta({ description: 'Null: it still fired at the end of the span.' }),
    peakScore: z.number(),
    value: z.number().nullable(),
    expected: z.number().nullable(),
    summary: z.string(),
    past: z
      .strictObject({ alertId: z.string(), acknowledgedBy: z.string().nullable() })
      .nullable()
      .meta({ description: 'The alert that was really raised of the same trouble.' }),
  })
  .meta({ id: 'BacktestAlert' });
export type BacktestAlertOut = z.infer<typeof BacktestAlertOut>;

export const BacktestReportOut = z
  .strictObject({
    series: z.number().int(),
    seriesWithoutPoints: z.number().int().meta({ description: 'Series of which no raw point is kept any more.' }),
    points: z.number().int(),
    oldestPointAt: z
      .string()
      .nullable()
      .meta({ description: 'The oldest raw point there was: nothing before it could be looked at.' }),
    totals: z.strictObject(counts),
    weeks: z.array(z.strictObject({ startsAt: z.string(), ...counts })).meta({ description: 'From Monday, UTC.' }),
    byRule: countsOf,
    byMetric: countsOf,
    byAsset: countsOf,
    alerts: z.array(BacktestAlertOut),
    notListed: z.number().int().meta({ description: 'Alerts that are counted but not listed.' }),
  })
  .meta({ id: 'BacktestReport' });
export type BacktestReportOut = z.infer<typeof BacktestReportOut>;

const job = {
  id: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  startedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  progress: z.number().meta({ description: '0 to 1.' }),
  from: z.string(),
  to: z.string(),
  warmUpDays: z.number(),
  detector: z.string(),
  problem: z.string().nullable().meta({ description: 'Why it failed.' }),
};

export const BacktestSummaryOut = z.strictObject(job).meta({ id: 'BacktestSummary' });
export type BacktestSummaryOut = z.infer<typeof BacktestSummaryOut>;

export const BacktestOut = z
  .strictObject({ ...job, report: BacktestReportOut.nullable().meta({ description: 'Once it is done.' }) })
  .meta({ id: 'Backtest' });
export type BacktestOut = z.infer<typeof BacktestOut>;

export const BacktestPage = pageOf(BacktestSummaryOut).meta({ id: 'BacktestPage' });
