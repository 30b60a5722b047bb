import { z } from 'zod';
import { neighbourRelations } from '../../domain/detection/explanation/neighbours.js';
import { timeIn } from '../page.schema.js';

export const ExplanationQueryIn = z.strictObject({
  at: timeIn.optional().meta({ description: 'The last point at or before this time. Default: the newest point.' }),
});
export type ExplanationQueryIn = z.infer<typeof ExplanationQueryIn>;

const number = z.number().nullable();
const side = z.enum(['above', 'below']);
const rule = z.string().nullable().meta({ description: 'The rule of the settings that it comes from.' });

const SpeakingPartOut = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('limit'), level: z.enum(['warning', 'critical']), side, limit: z.number(), rule }),
    z.strictObject({ kind: z.literal('valid-range'), side, limit: z.number(), rule }),
    z.strictObject({ kind: z.literal('stuck') }),
    z.strictObject({
      kind: z.literal('band'),
      side,
      times: number.meta({ description: 'Distance from the expected value over what the band allows.' }),
      rule,
    }),
    z.strictObject({ kind: z.literal('drift'), side, rule }),
    z.strictObject({ kind: z.literal('long-run'), rule }),
    z.strictObject({
      kind: z.literal('joint'),
      metrics: z
        .array(z.strictObject({ metric: z.string(), title: z.string() }))
        .meta({ description: 'Those that fit least with the others, the worst first.' }),
      at: z.string().meta({ description: 'When they were judged last.' }),
    }),
    z.strictObject({ kind: z.literal('silence'), lastedSeconds: z.number(), usuallyEverySeconds: z.number() }),
    z.strictObject({ kind: z.literal('learning') }),
    z.strictObject({ kind: z.literal('off'), rule }),
    z.strictObject({ kind: z.literal('normal') }),
  ])
  .meta({ id: 'SpeakingPart' });
export type SpeakingPartOut = z.infer<typeof SpeakingPartOut>;

const place = { seriesId: z.number().int(), assetId: z.string(), metric: z.string(), component: z.string() };
const neighbour = { ...place, title: z.string(), relation: z.enum(neighbourRelations), peakScore: z.number() };

export const ExplanationOut = z
  .strictObject({
    ...place,
    unit: z.string(),
    simulated: z.boolean(),
    at: z.string().meta({ description: 'Time of the point that is explained.' }),
    value: z.number(),
    score: number,
    expected: number,
    lower: number,
    upper: number,
    sentences: z.array(z.string()).meta({ description: 'For people, what matters most first.' }),
    part: SpeakingPartOut.meta({ description: 'What made the score what it is, by the settings of now.' }),
    excursion: z
      .strictObject({
        startsAt: z.string(),
        beganEarlier: z.boolean().meta({ description: 'It may have begun before the hours that were looked at.' }),
        lastAt: z.string().meta({ description: 'The last anomalous point of it so far.' }),
        peakAt: z.string(),
        peakScore: z.number(),
      })
      .nullable()
      .meta({ description: 'The stretch of trouble that the point is in.' }),
    rank: z
      .strictObject({ days: z.number().int(), hours: z.number().int(), hoursAsHigh: z.number().int() })
      .meta({ description: 'Of the scored hours of the days before, how many had a score as high.' }),
    madeOf: z
      .array(
        z.strictObject({
          ...place,
          title: z.string(),
          unit: z.string(),
          value: number.meta({ description: 'At the time of the residual; null where no reading is near it.' }),
        }),
      )
      .meta({ description: 'Of a residual, the series that it is computed from, by the site as it is now.' }),
    madeOfInAll: z.number().int().meta({ description: 'How many there are; `madeOf` has the first of them.' }),
    similar: z
      .array(
        z.strictObject({
          alertId: z.string(),
          ...place,
          startsAt: z.string(),
          resolvedAt: z.string().nullable(),
          severity: z.enum(['info', 'warning', 'critical']),
          peakScore: z.number(),
          summary: z.string(),
          acknowledgedBy: z.string().nullable(),
          distance: z.number().meta({ description: '0: the same score, duration and time of day.' }),
        }),
      )
      .meta({ description: 'Past alerts like it, of this series and of its metric elsewhere; the most alike first.' }),
    moved: z
      .array(
        z.strictObject({
          ...neighbour,
          lagSeconds: z.number().meta({ description: 'After the onset; negative: before it.' }),
          wasEarlier: z.boolean().meta({ description: 'It was high before the minutes that were looked at.' }),
        }),
      )
      .meta({ description: 'Series nearby whose score rose within a quarter of an hour of the onset.' }),
    movedInAll: z.number().int().meta({ description: 'How many moved; `moved` has the first of them.' }),
    still: z
      .array(z.strictObject(neighbour))
      .meta({ description: 'Series nearby that should have moved, and did not.' }),
    silentToo: z.array(z.string()).meta({ description: 'Assets nearby that fell silent within minutes.' }),
    notLookedAt: z.number().int().meta({ description: 'Series nearby that were too many to look at.' }),
  })
  .meta({ id: 'Explanation' });
export type ExplanationOut = z.infer<typeof ExplanationOut>;
