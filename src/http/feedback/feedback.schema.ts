import { z } from 'zod';

export const FeedbackIn = z
  .strictObject({
    verdict: z.enum(['not-anomaly', 'real']).meta({
      description: '`not-anomaly`: the like of it alerts no more. `real`: nothing of it counts as usual.',
    }),
    comment: z.string().max(2000).default(''),
  })
  .meta({ id: 'FeedbackIn' });
export type FeedbackIn = z.infer<typeof FeedbackIn>;

const FeedbackEntryOut = z
  .strictObject({
    id: z.string(),
    at: z.string(),
    by: z.string(),
    verdict: z.enum(['not-anomaly', 'real', 'withdrawn']),
    comment: z.string(),
    incidentId: z.string().nullable().meta({ description: 'The incident that it was said of; null: of one alert.' }),
    series: z.number().int().meta({ description: 'How many series learn of it. None watches for silence.' }),
    undoneBy: z.string().nullable().meta({ description: 'The roll-back that took it out of what the detectors know.' }),
  })
  .meta({ id: 'FeedbackEntry' });

export const FeedbackOut = z
  .strictObject({
    verdict: z
      .enum(['not-anomaly', 'real'])
      .nullable()
      .meta({ description: 'What was said last; null: nothing, or withdrawn.' }),
    history: z.array(FeedbackEntryOut).meta({ description: 'Newest first, the last hundred.' }),
  })
  .meta({ id: 'Feedback' });
export type FeedbackOut = z.infer<typeof FeedbackOut>;
