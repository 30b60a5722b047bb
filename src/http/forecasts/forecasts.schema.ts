import { z } from 'zod';
import { pageOf, pageQuery, timeIn } from '../page.schema.js';
import { SeriesId } from '../series/series.schema.js';

const HOUR_MS = 3_600_000;
const number = z.number().nullable();

/** Numbers between commas, as a list. */
const list = <T>(entry: z.ZodType<T, string>, most: number) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(entry).min(1).max(most));

const level = z.string().transform(Number).pipe(z.number().gt(0).lt(1));

/** A duration in hours or days, or a count of hours; parsed to ms. */
const horizonIn = z
  .string()
  .regex(/^[1-9]\d{0,4}[hd]?$/, 'expected a number of hours such as 24, or a duration such as 24h or 2d')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('d') ? 24 : 1) * HOUR_MS);

export const ForecastQuery = z
  .strictObject({
    ...pageQuery,
    series: list(SeriesId, 1000).optional().meta({ description: 'Ids of series, with commas between.' }),
    asset: z.string().optional().meta({
      description: 'Id of an asset. A rack, row, room or site also stands for what is in it, taken together.',
    }),
    metric: z.string().optional().meta({ description: 'Name of the metric, such as dc.rack.power.' }),
    component: z.string().optional().meta({ description: 'Part of the asset, such as gpu-0.' }),
    horizon: horizonIn
      .optional()
      .meta({ description: 'How far to look ahead: hours (24), or 24h, or 2d. Default: all that is forecast.' }),
    levels: list(level, 10)
      .optional()
      .meta({ description: 'Levels of the intervals, such as 0.8,0.95. Default: all that are kept.' }),
    asOf: timeIn.optional().meta({ description: 'What was thought at this time. Default: now.' }),
  })
  .refine(({ series, asset, metric }) => series ?? asset ?? metric, 'series, asset or metric: one of them is needed')
  .refine(
    ({ series, asset, metric, component }) => !series || (asset ?? metric ?? component) === undefined,
    'series: not together with asset, metric or component',
  );
export type ForecastQuery = z.infer<typeof ForecastQuery>;

const SubjectOut = z
  .strictObject({
    seriesId: z.number().int().nullable().meta({ description: 'Null for what stands in a place, taken together.' }),
    assetId: z.string(),
    metric: z.string(),
    component: z.string(),
    title: z.string().meta({ description: 'Name of the metric for people.' }),
    kind: z.enum(['load', 'power', 'temperature', 'cooling']).nullable(),
    unit: z.string(),
    joined: z
      .enum(['sum', 'mean'])
      .nullable()
      .meta({ description: 'How what stands in a place is taken together; null for a series.' }),
  })
  .meta({ id: 'ForecastSubject' });

const IntervalOut = z
  .strictObject({ level: z.number(), lower: z.array(z.number()), upper: z.array(z.number()) })
  .meta({ id: 'ForecastInterval' });

const ReachSkillOut = z
  .strictObject({
    fromStep: z.number().int(),
    toStep: z.number().int(),
    skill: number.meta({ description: '1 - MSE / MSE of seasonal naive; above 0 is better than it.' }),
    mae: number,
    mase: number.meta({ description: 'Mean absolute scaled error.' }),
    coverage: z
      .array(z.strictObject({ level: z.number(), share: number }))
      .meta({ description: 'Share of readings that were inside the interval.' }),
    judged: z.number().int().meta({ description: 'How many forecasts were judged; older ones count less.' }),
  })
  .meta({ id: 'ForecastReachSkill', description: 'How forecasts so many steps ahead have turned out lately.' });

const SkillOut = z
  .strictObject({
    hasSkill: z
      .boolean()
      .meta({ description: 'False while seasonal naive is told in place of a forecaster that was worse.' }),
    overall: ReachSkillOut,
    byReach: z.array(ReachSkillOut),
  })
  .meta({ id: 'ForecastSkill' });

export const ForecastOut = z
  .strictObject({
    subject: SubjectOut,
    issuedAt: z.string(),
    origin: z.string().meta({ description: 'Readings before this time were known; the first step begins here.' }),
    stepMs: z.number().int(),
    forecaster: z.string(),
    at: z.array(z.string()).meta({ description: 'Begin of each step; values are means of the step.' }),
    mean: z.array(z.number()),
    intervals: z.array(IntervalOut),
    baseline: z.strictObject({ forecaster: z.string(), mean: z.array(z.number()) }),
    skill: SkillOut.nullable().meta({ description: 'Null before the first forecast of the subject was judged.' }),
  })
  .meta({ id: 'Forecast' });
export type ForecastOut = z.infer<typeof ForecastOut>;

export const ForecastPage = pageOf(ForecastOut).meta({ id: 'ForecastPage' });

export const ForecasterList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        name: z.string(),
        isBaseline: z.boolean().meta({ description: 'All others are measured by it.' }),
      }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'ForecasterList' });
