import { describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.js';

const complete = {
  PLENUM_MODE: 'edge',
  PLENUM_KAFKA_BROKERS: 'kafka-1:9092',
  PLENUM_POSTGRES_URL: 'postgres://plenum:secret@postgres/plenum',
};

describe('configuration of edge mode', () => {
  it('needs the addresses of the center and nothing else', () => {
    expect(loadConfig(complete)).toMatchObject({
      mode: 'edge',
      dataDir: './data',
      outbox: { maxBytes: 8 * 1024 ** 3 },
      twin: { enabled: false },
      host: { enabled: false },
    });
  });

  it('names everything that is missing, wrong, or of another mode in one message', () => {
    const loading = () => loadConfig({ PLENUM_MODE: 'edge', PLENUM_EDGE_BUFFER_MAX_BYTES: '1', PLENUM_ROLES: 'score' });
    expect(loading).toThrow(/PLENUM_KAFKA_BROKERS: required/);
    expect(loading).toThrow(/PLENUM_POSTGRES_URL: required/);
    expect(loading).toThrow(/PLENUM_EDGE_BUFFER_MAX_BYTES: /);
    expect(loading).toThrow(/PLENUM_ROLES: belongs to PLENUM_MODE=distributed/);
  });

  it('wants the log-in to Kafka complete, as distributed mode does', () => {
    expect(() => loadConfig({ ...complete, PLENUM_KAFKA_SASL_USERNAME: 'edge' })).toThrow(
      /PLENUM_KAFKA_SASL_MECHANISM: required.*PLENUM_KAFKA_SASL_PASSWORD: required/,
    );
  });
});
