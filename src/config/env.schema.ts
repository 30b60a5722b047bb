import { z } from 'zod';
import { distributedEnv } from './distributed-env.js';
import { edgeEnv } from './edge-env.js';
import { embeddedEnv } from './embedded-env.js';

/** Every environment variable that Plenum reads, one shape a mode. docs/config.md is generated from it. */
export const envSchema = z.discriminatedUnion('PLENUM_MODE', [embeddedEnv, distributedEnv, edgeEnv]);

export const envShapes = {
  embedded: embeddedEnv.shape,
  distributed: distributedEnv.shape,
  edge: edgeEnv.shape,
} as const;
export const modes = ['embedded', 'distributed', 'edge'] as const satisfies readonly (keyof typeof envShapes)[];
