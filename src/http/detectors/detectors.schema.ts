import { z } from 'zod';
import { directions, settingNames } from '../../domain/detection/settings/detector-settings.js';

export const DetectorList = z
  .strictObject({
    items: z.array(
      z.strictObject({ name: z.string(), inUse: z.boolean().meta({ description: 'Scores live series.' }) }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'DetectorList' });

const bound = z.number().nullable();
const patterns = z.array(z.string());

/** In the metric's unit; null: none. */
const settings = {
  detector: z.enum(['on', 'off']),
  direction: z.enum(directions),
  sensitivity: z.number(),
  minDeviation: z.number(),
  minDeviationShare: z.number(),
  validMin: bound,
  validMax: bound,
  warningAbove: bound,
  criticalAbove: bound,
  warningBelow: bound,
  criticalBelow: bound,
  deviceLimits: z.enum(['on', 'off']),
};

export const DetectionSettingsOut = z
  .strictObject({
    file: z.string().nullable(),
    generation: z.number().int().meta({ description: 'Contents of the file that this process has taken; 0 without.' }),
    since: z.string(),
    refusal: z.string().nullable().meta({ description: 'Why the newest content of the file is not in force.' }),
    rules: z.array(
      z.strictObject({
        name: z.string(),
        match: z
          .strictObject({ metric: patterns, kind: patterns, asset: patterns, room: patterns, component: patterns })
          .partial(),
        set: z.strictObject(settings).partial(),
      }),
    ),
  })
  .meta({ id: 'DetectionSettings' });
export type DetectionSettingsOut = z.infer<typeof DetectionSettingsOut>;

export const SeriesDetectionOut = z
  .strictObject({
    seriesId: z.number().int(),
    unit: z.string(),
    settings: z.strictObject(settings),
    rules: z.partialRecord(z.enum(settingNames), z.string()).meta({
      description:
        'The rule that each setting comes from; `device` for a limit that the device itself states; none where the metric catalogue decides.',
    }),
  })
  .meta({ id: 'SeriesDetection' });
export type SeriesDetectionOut = z.infer<typeof SeriesDetectionOut>;
