import { z } from 'zod';
import { workloadShapes } from '../domain/assets/workload.js';
import { isTimeZone } from '../domain/time-zone.js';

const id = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/i, 'expected letters, digits, dots, dashes and underscores');
const count = z.int().min(1).max(10_000);
const share = z.number().min(0).max(1);
const positive = z.number().positive();

/** One value or a list of them, so that the usual case needs no brackets. */
const oneOrMany = <T extends z.ZodType>(entry: T) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(entry));

const place = z.strictObject({ x: z.number(), y: z.number() });
const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const feeds = z.strictObject({ A: id.optional(), B: id.optional() });

/** Keys that every device or range of devices may have. */
const common = {
  id: id.optional(),
  name: z.string().min(1).optional(),
  count: count.optional(),
  aliases: oneOrMany(z.string().min(1)).optional(),
  attributes: attributes.optional(),
};

const bounds = z
  .strictObject({ min: z.number(), max: z.number(), start: z.number(), maxStep: positive.default(1) })
  .refine((b) => b.min <= b.start && b.start <= b.max, 'expected min <= start <= max');

const coolingControl = z.strictObject({
  supplySetpointC: bounds,
  riseK: bounds.optional(),
  hottestInletMaxC: z.number().min(10).max(60),
  stepSeconds: positive,
  objective: z.enum(['total-energy', 'cooling-energy', 'carbon']).default('total-energy'),
});

const workload = z
  .strictObject({ shape: z.enum(workloadShapes), base: share, peak: share, noise: share.default(0.04) })
  .refine((w) => w.base <= w.peak, 'expected base <= peak');

const serverType = z.strictObject({
  heightU: z.int().min(1).max(20).default(1),
  idlePowerW: positive,
  maxPowerW: positive,
  gpus: z.strictObject({ count: z.int().min(1).max(16), idlePowerW: positive, maxPowerW: positive }).optional(),
  attributes: attributes.optional(),
});

const servers = z.strictObject({
  ...common,
  type: id,
  fromU: z.int().min(1).max(60).optional(),
  everyU: z.int().min(1).max(60).optional(),
  workloads: oneOrMany(id).optional(),
});

const rackType = z.strictObject({ heightU: z.int().min(1).max(60).default(42), servers: oneOrMany(servers) });

const racks = z.strictObject({
  ...common,
  type: id.optional(),
  heightU: z.int().min(1).max(60).optional(),
  servers: oneOrMany(servers).optional(),
  feeds: feeds.optional(),
});

const row = z.strictObject({
  ...common,
  at: place.optional(),
  rackSize: z.strictObject({ widthM: positive, depthM: positive }).prefault({ widthM: 0.6, depthM: 1.2 }),
  zone: id,
  feeds: feeds.optional(),
  racks: oneOrMany(racks),
});

const crahs = z.strictObject({
  ...common,
  zone: id,
  airflowM3PerS: positive,
  fanPowerW: positive,
  supplySetpointC: z.number().min(5).max(35).default(18),
  at: place.optional(),
  spacing: place.optional(),
});

const powerDevice = z.strictObject({ ...common, ratedPowerW: positive, from: id.optional(), at: place.optional() });

const room = z.strictObject({
  id,
  name: z.string().min(1).optional(),
  size: z.strictObject({ widthM: positive, depthM: positive, heightM: positive.default(3.5) }),
  ups: oneOrMany(powerDevice).optional(),
  pdus: oneOrMany(powerDevice).optional(),
  crahs: oneOrMany(crahs).optional(),
  rows: oneOrMany(row).optional(),
  aliases: oneOrMany(z.string().min(1)).optional(),
  attributes: attributes.optional(),
});

const plant = z.strictObject({
  chilledWaterSetpointC: z.number().min(4).max(30).default(10),
  chillers: z.strictObject({ ...common, ratedCoolingW: positive }),
  towers: z.strictObject({ ...common, ratedHeatW: positive, fanPowerW: positive }),
  chilledWaterPumps: z.strictObject({ ...common, ratedPowerW: positive }),
  condenserWaterPumps: z.strictObject({ ...common, ratedPowerW: positive }),
});

const otherAsset = z.strictObject({
  id,
  name: z.string().min(1).optional(),
  kind: id,
  parent: id,
  feeds: feeds.optional(),
  zone: id.optional(),
  cooledBy: oneOrMany(id).optional(),
  workloads: oneOrMany(id).optional(),
  aliases: oneOrMany(z.string().min(1)).optional(),
  attributes: attributes.optional(),
});

/** The shape of `site.yaml`; docs/site.md explains each key. Only `name` is needed; unknown keys are refused. */
export const SiteFile = z.strictObject({
  name: id,
  title: z.string().min(1).optional(),
  timezone: z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/Berlin').default('UTC'),
  location: z
    .strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      altitudeM: z.number().default(0),
      weatherStation: id.optional(),
    })
    .optional(),
  workloads: z.record(id, workload).default({}),
  serverTypes: z.record(id, serverType).default({}),
  rackTypes: z.record(id, rackType).default({}),
  ups: oneOrMany(powerDevice).optional(),
  rooms: oneOrMany(room).optional(),
  cooling: z
    .strictObject({
      plant: plant.optional(),
      control: coolingControl.optional(),
      zones: z.record(id, z.strictObject({ needs: z.int().min(1) })).default({}),
    })
    .optional(),
  assets: oneOrMany(otherAsset).optional(),
});
export type SiteFile = z.infer<typeof SiteFile>;

export type RoomEntry = z.infer<typeof room>;
export type RowEntry = z.infer<typeof row>;
export type RackEntry = z.infer<typeof racks>;
export type ServerEntry = z.infer<typeof servers>;
export type CommonEntry = Pick<RackEntry, keyof typeof common>;
export type FeedsEntry = z.infer<typeof feeds>;
