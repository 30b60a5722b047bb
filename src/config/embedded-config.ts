import { commonConfigOf } from './common-config.js';
import type { EmbeddedEnv } from './embedded-env.js';

export type EmbeddedConfig = ReturnType<typeof embeddedConfigOf>;

export function embeddedConfigOf(env: EmbeddedEnv) {
  return Object.freeze({
    mode: env.PLENUM_MODE,
    ...commonConfigOf(env),
    dataDir: env.PLENUM_DATA_DIR,
    bus: Object.freeze({ maxBytes: env.PLENUM_BUS_MAX_BYTES }),
    store: Object.freeze({ memoryMb: env.PLENUM_STORE_MEMORY_MB }),
  });
}
