import { z } from 'zod';
import { modelNames } from '../../../domain/networks/model-card.js';

const count = z.number().int().nonnegative();
const scores = z.object({ mse: z.number(), mae: z.number(), count });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** `card.json`; of another format it is refused. */
export const cardSchema = z.object({
  format: z.literal(1),
  id: z.string(),
  model: z.enum(modelNames),
  series: z.array(z.string()).min(1),
  stepMs: z.number().positive(),
  sight: z.object({ lookback: count, season: count, horizon: count }).nullable(),
  training: z.object({
    source: z.string(),
    dataHash: sha256,
    fromMs: z.number(),
    toMs: z.number(),
    learnedRows: count,
    validationRows: count,
    seed: z.number().int(),
    epochs: count,
    bestEpoch: count,
    loss: z.number(),
    validationLoss: z.number().nullable(),
    secondsPerEpoch: z.number(),
  }),
  scores,
  baseline: scores.extend({ name: z.string() }),
  variants: z.array(
    z.object({
      name: z.enum(['float32', 'int8', 'pruned-half']),
      bytes: count,
      scores,
      millisecondsPerRow: z.number(),
    }),
  ),
  codeVersion: z.string(),
  backend: z.object({ name: z.string(), device: z.string() }),
  trainedAtMs: z.number(),
  /** SHA-256 of the files beside the card, by which a mixture of two models shows. */
  files: z.object({ 'model.json': sha256, 'weights.bin': sha256 }),
});
