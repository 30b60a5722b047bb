import { z } from 'zod';
import { directions } from '../domain/detection/settings/detector-settings.js';

const text = z.string().min(1);
const patterns = z.preprocess(
  (value) => (value === undefined || Array.isArray(value) ? value : [value]),
  z.array(text).min(1, 'expected at least one').optional(),
);
/** In the metric's unit; `null` takes back what a less specific rule has set. */
const bound = z.number().nullable().optional();

const Match = z.strictObject({
  metric: patterns,
  kind: patterns,
  asset: patterns,
  room: patterns,
  component: patterns,
});

const Settings = z
  .strictObject({
    detector: z.enum(['on', 'off']).optional(),
    direction: z.enum(directions).optional(),
    sensitivity: z.number().min(0.1).max(10).optional(),
    minDeviation: z.number().min(0).optional(),
    minDeviationShare: z.number().min(0).max(10).optional(),
    validMin: bound,
    validMax: bound,
    warningAbove: bound,
    criticalAbove: bound,
    warningBelow: bound,
    criticalBelow: bound,
    deviceLimits: z.enum(['on', 'off']).optional(),
  })
  .refine((set) => Object.keys(set).length > 0, 'sets nothing');

/** The shape of `detection.yaml`; docs/detection-settings.md explains each key. Unknown keys are refused. */
export const DetectionFile = z.strictObject({
  rules: z
    .array(z.strictObject({ name: text.max(100).optional(), match: Match.default({}), set: Settings }))
    .default([]),
});
export type DetectionFile = z.infer<typeof DetectionFile>;
