import { z } from 'zod';
import { nearestName } from '../../domain/nearest-name.js';

export const faultKinds = [
  'crah-fan-failure',
  'sensor-stuck',
  'sensor-drift',
  'pdu-feed-loss',
  'clogged-filter',
  'hot-air-recirculation',
  'runaway-job',
  'gpu-throttling',
  'battery-ageing',
  'silent-device',
  'brute-force',
  'night-visit',
  'silent-rack',
  'crah-fan-wear',
  'bypass-air',
] as const;

function kindProblem(kind: unknown): string {
  const meant = typeof kind === 'string' ? nearestName(kind, faultKinds) : undefined;
  const suggestion = meant === undefined ? '' : `did you mean "${meant}"? `;
  return `unknown kind of fault; ${suggestion}the kinds are ${faultKinds.join(', ')}`;
}

export const FaultIn = z
  .strictObject({
    kind: z.enum(faultKinds, { error: ({ input }) => kindProblem(input) }),
    asset: z.string().min(1).meta({ description: 'The asset it strikes, such as hall-1-crah-1.' }),
    metric: z
      .string()
      .optional()
      .meta({ description: 'For sensor faults: the metric; default the main one of the asset.' }),
    magnitude: z
      .number()
      .positive()
      .optional()
      .meta({ description: 'Meaning by kind: drift in units an hour, share of airflow lost, added utilisation, ...' }),
    durationSeconds: z.number().positive().optional().meta({ description: 'Simulated time until it ends by itself.' }),
  })
  .meta({ id: 'FaultIn' });
export type FaultIn = z.infer<typeof FaultIn>;

export const FaultOut = FaultIn.extend({
  id: z.string(),
  startedAt: z.string().meta({ description: 'Simulated time.' }),
  endsAt: z.string().nullable(),
}).meta({ id: 'Fault' });
export type FaultOut = z.infer<typeof FaultOut>;

export const TwinOut = z
  .strictObject({
    simulated: z.literal(true),
    enabled: z.boolean(),
    site: z.string(),
    seed: z.number().int(),
    now: z.string().meta({ description: 'Simulated time.' }),
    speed: z.number().meta({ description: 'Simulated seconds per second.' }),
    stepSeconds: z.number(),
    backfill: z
      .strictObject({ done: z.boolean(), fraction: z.number(), fromMs: z.number(), toMs: z.number() })
      .meta({ description: 'Progress of the simulated history made at the first start.' }),
    faults: z.array(FaultOut),
    faultKinds: z.array(
      z.strictObject({
        kind: z.enum(faultKinds),
        title: z.string(),
        description: z.string(),
        assetKinds: z.array(z.string()),
        magnitude: z
          .strictObject({ unit: z.string(), default: z.number(), min: z.number(), max: z.number() })
          .nullable(),
      }),
    ),
    summary: z.strictObject({
      itPowerW: z.number(),
      coolingPowerW: z.number(),
      lossesW: z.number(),
      pue: z.number(),
      outdoorC: z.number(),
      hottestInletC: z.number(),
    }),
  })
  .meta({ id: 'Twin' });
export type TwinOut = z.infer<typeof TwinOut>;

export const TwinClockIn = z.strictObject({ speed: z.number().min(0).max(10_000) }).meta({ id: 'TwinClockIn' });
export type TwinClockIn = z.infer<typeof TwinClockIn>;
