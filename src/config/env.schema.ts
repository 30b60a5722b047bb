import { z } from 'zod';
import { distributedEnv } from './distributed-env.js';
import { embeddedEnv } from './embedded-env.js';

/** Every environment variable that Plenum reads, one shape a mode. docs/config.md is generated from it. */
export const envSchema = z.discriminatedUnion('PLENUM_MODE', [embeddedEnv, distributedEnv]);

export const envShapes = { embedded: embeddedEnv.shape, distributed: distributedEnv.shape } as const;
export type Mode = keyof typeof envShapes;
