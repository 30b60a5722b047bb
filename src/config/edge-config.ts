import { centralConfigOf } from './central-config.js';
import { commonConfigOf } from './common-config.js';
import type { EdgeEnv } from './edge-env.js';

export type EdgeConfig = ReturnType<typeof edgeConfigOf>;

export function edgeConfigOf(env: EdgeEnv) {
  const { kafka, postgres } = centralConfigOf(env);
  return Object.freeze({
    mode: env.PLENUM_MODE,
    ...commonConfigOf(env),
    dataDir: env.PLENUM_DATA_DIR,
    outbox: Object.freeze({ maxBytes: env.PLENUM_EDGE_BUFFER_MAX_BYTES }),
    kafka: Object.freeze(kafka),
    postgres,
  });
}
