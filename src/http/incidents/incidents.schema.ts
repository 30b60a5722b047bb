import { z } from 'zod';
import { AlertOut } from '../alerts/alerts.schema.js';
import { pageOf, pageQuery, timeIn, withinIn } from '../page.schema.js';

const CandidateOut = z
  .strictObject({
    assetId: z.string(),
    score: z.number().meta({ description: '0 to 1, comparable within one incident.' }),
    share: z.number().meta({ description: 'Of the sum of all scores: how the candidates compare, not a probability.' }),
    coverage: z.number().meta({ description: 'Share of the affected assets that it explains.' }),
    precedence: z.number().meta({ description: 'Share of the other assets that were not in trouble before it.' }),
    peak: z
      .number()
      .nullable()
      .meta({ description: 'How far off its worst reading was, 0 to 1; null in old records.' }),
    witness: z.enum(['failed', 'degraded', 'changed']).meta({ description: 'What its own alerts say of it.' }),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'CauseCandidate' });

const RedundancyOut = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('cooling'),
      zone: z.string(),
      working: z.number().int(),
      needed: z.number().int().meta({ description: 'All units of the zone but one (N+1).' }),
      total: z.number().int(),
    }),
    z.strictObject({
      kind: z.literal('power'),
      racksOnOneFeed: z.number().int(),
      racksWithoutPower: z.number().int(),
      lostFeeds: z.array(z.string()),
    }),
  ])
  .meta({ id: 'Redundancy' });

const TimeToLimitOut = z
  .strictObject({
    assetId: z.string(),
    limitC: z.number(),
    limitName: z.string(),
    nowC: z.number(),
    slopeKPerMin: z.number().meta({ description: 'Least squares over the last five minutes.' }),
    inSeconds: z.number().nullable().meta({ description: '0 when passed, null when not approached.' }),
  })
  .meta({ id: 'TimeToLimit' });

const RunbookOut = z
  .strictObject({
    causeKind: z.string(),
    steps: z.array(z.string()).meta({ description: 'In order: those of the operators, then what is usually done.' }),
    actions: z.array(z.string()).meta({ description: 'What Plenum proposes to do.' }),
    urls: z.array(z.string()).meta({ description: 'Where operators keep more.' }),
  })
  .meta({ id: 'Runbook' });

const incident = {
  id: z.string(),
  state: z.enum(['open', 'resolved', 'merged']),
  mergedInto: z
    .string()
    .nullable()
    .meta({ description: 'The incident with the same cause that took its alerts over.' }),
  severity: z.enum(['info', 'warning', 'critical']),
  title: z.string(),
  causeAssetId: z.string(),
  room: z.string().nullable().meta({ description: 'The room in which the cause stands.' }),
  simulated: z.boolean(),
  startsAt: z.string(),
  resolvedAt: z.string().nullable(),
  alerts: z.number().int().meta({ description: 'How many belong to it.' }),
  alertsByKind: z.record(z.string(), z.number().int()).meta({ description: 'By kind of asset.' }),
  candidates: z.array(CandidateOut).meta({ description: 'The most likely cause first.' }),
  assets: z.array(z.string()).meta({ description: 'With an alert, in the order of their first one.' }),
  workloads: z.array(z.string()),
  redundancy: z.array(RedundancyOut),
  timeToLimit: z.array(TimeToLimitOut).meta({ description: 'Of the hottest inlet.' }),
  runbook: RunbookOut,
  verdict: z
    .enum(['not-anomaly', 'real'])
    .nullable()
    .meta({ description: 'What operators said last of it as a whole; null: nothing, or withdrawn.' }),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
};

export const IncidentOut = z.strictObject(incident).meta({ id: 'Incident' });
export type IncidentOut = z.infer<typeof IncidentOut>;

export const IncidentDetailOut = z
  .strictObject({
    ...incident,
    affected: z
      .array(z.strictObject({ kind: z.string(), assets: z.array(z.string()) }))
      .meta({ description: 'The assets with an alert by their kind, both in the order of their first one.' }),
    members: z.array(AlertOut).meta({ description: 'In the order in which they fired.' }),
    timeline: z.array(
      z.strictObject({
        at: z.string(),
        kind: z.enum([
          'opened',
          'cause',
          'severity',
          'spread',
          'merged',
          'resolved',
          'alert-fired',
          'alert-resolved',
          'acknowledged',
        ]),
        text: z.string(),
        alertId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'IncidentDetail' });
export type IncidentDetailOut = z.infer<typeof IncidentDetailOut>;

export const IncidentPage = pageOf(IncidentOut).meta({ id: 'IncidentPage' });

export const IncidentQueryIn = z.strictObject({
  ...pageQuery,
  state: z.enum(['open', 'resolved', 'merged']).optional().meta({ description: 'Default: open and resolved ones.' }),
  asset: z.string().optional().meta({ description: 'Id of an asset with an alert in it.' }),
  within: withinIn,
  severity: z.enum(['info', 'warning', 'critical']).optional(),
  from: timeIn.optional().meta({ description: 'Earliest start, inclusive.' }),
  to: timeIn.optional().meta({ description: 'Latest start, exclusive.' }),
});
export type IncidentQueryIn = z.infer<typeof IncidentQueryIn>;
