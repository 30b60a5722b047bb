import { z } from 'zod';
import { commonEnv } from './common-env.js';
import { count, flag, text } from './env-fields.js';

/** Variables of embedded mode that distributed mode lacks or has another default for. */
export const embeddedOnlyEnv = {
  PLENUM_MODE: z.literal('embedded').describe('Default: `embedded`, one process with everything in it.'),
  PLENUM_DATA_DIR: text()
    .default('./data')
    .describe('Folder for telemetry, records and state. One process per folder.'),
  PLENUM_TWIN: flag('on').describe('The digital twin as a live, simulated source.'),
  PLENUM_HOST_SOURCE: flag('on').describe('Read the sensors of this machine.'),
  PLENUM_BUS_MAX_BYTES: count(8 * 1024 ** 3).describe(
    'Most bytes of telemetry waiting on disk for store and score; above it intake answers 429.',
  ),
  PLENUM_STORE_MEMORY_MB: count(1_024, 64).describe('Memory limit of the telemetry store.'),
};

export const embeddedEnv = z.strictObject({ ...commonEnv, ...embeddedOnlyEnv });

export type EmbeddedEnv = z.infer<typeof embeddedEnv>;
