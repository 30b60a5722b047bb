import { describe, expect, it } from '@jest/globals';
import { judgeInflux, judgeKafka, judgePostgres } from './back-ends.js';

describe('the doctor on the back ends of distributed mode', () => {
  const postgres = { version: '15.4', isUsed: true, mayCreateTables: true, nowMs: 1_000_000 };

  it('is content with three brokers, a used PostgreSQL and InfluxDB 2', () => {
    const findings = [
      ...judgePostgres(postgres, 1_000_500),
      judgeKafka({ brokers: 3, topics: ['plenum.points'] }, { replication: 3, pointsTopic: 'plenum.points' }),
      judgeInflux({ version: '2.7.12', isUsed: true, maySecure: true }),
    ];
    expect(findings.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('wants a PostgreSQL user that may create tables', () => {
    const [finding] = judgePostgres({ ...postgres, isUsed: false, mayCreateTables: false }, 1_000_000);
    expect(finding).toMatchObject({ status: 'fail', advice: 'let its user create tables' });
  });

  it('notices clocks that are apart', () => {
    expect(judgePostgres(postgres, 1_010_000)[1]).toMatchObject({
      status: 'warn',
      found: "this clock and PostgreSQL's are 10.0 s apart",
    });
  });

  it('warns when a single broker cannot keep the copies', () => {
    const finding = judgeKafka({ brokers: 1, topics: [] }, { replication: 3, pointsTopic: 'plenum.points' });
    expect(finding).toMatchObject({
      status: 'warn',
      found: '1 broker, topic plenum.points is made at the first start, 3 copies are wanted',
    });
  });

  it("warns of an InfluxDB token that is not an operator's, and says what that costs", () => {
    expect(judgeInflux({ version: '2.7.12', isUsed: true, maySecure: false })).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('each restart of it repeats all that Kafka holds'),
      advice: "set PLENUM_INFLUX_TOKEN to an operator's",
    });
  });

  it.each(['1.8.10', '3.0.1', 'unknown'])('refuses InfluxDB %s', (version) => {
    expect(judgeInflux({ version, isUsed: false, maySecure: true }).status).toBe('fail');
  });
});
