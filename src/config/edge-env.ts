import { z } from 'zod';
import { centralEnv } from './central-env.js';
import { commonEnv } from './common-env.js';
import { count, flag, text } from './env-fields.js';

/** Variables of edge mode alone, or with a default of its own. */
export const edgeOnlyEnv = {
  PLENUM_MODE: z
    .literal('edge')
    .describe('`edge`: one process at a site of its own that judges there and reports to a central Plenum.'),
  PLENUM_DATA_DIR: text()
    .default('./data')
    .describe('Folder for what waits for the central Plenum, records and state. One process per folder.'),
  PLENUM_TWIN: flag('off').describe('The digital twin as a live, simulated source.'),
  PLENUM_HOST_SOURCE: flag('off').describe('Read the sensors of this machine.'),
  PLENUM_EDGE_BUFFER_MAX_BYTES: count(8 * 1024 ** 3, 64 * 1024 ** 2).describe(
    'Most bytes of judged telemetry waiting on disk for the central Plenum, 36 a point; above it intake answers 429.',
  ),
};

export const edgeEnv = z.strictObject({ ...commonEnv, ...centralEnv, ...edgeOnlyEnv });

export type EdgeEnv = z.infer<typeof edgeEnv>;
