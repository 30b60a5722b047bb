import { describe, expect, it } from '@jest/globals';
import { judgeCentralRecords, judgeClocks, judgeInflux, judgeKafka, judgePostgres } from './back-ends.js';

const postgres = {
  version: '15.4',
  isUsed: true,
  mayCreateTables: true,
  schema: { missing: [], unknown: [] },
  nowMs: 1_000_000,
};

describe('the doctor on the back ends of distributed mode', () => {
  it('is content with three brokers, a used PostgreSQL and InfluxDB 2', () => {
    const findings = [
      judgePostgres(postgres),
      judgeClocks(postgres, 1_000_500),
      judgeKafka({ brokers: 3, topics: ['plenum.points'] }, { replication: 3, pointsTopic: 'plenum.points' }),
      judgeInflux({ version: '2.7.12', isUsed: true, maySecure: true }),
    ];
    expect(findings.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('wants a PostgreSQL user that may create tables', () => {
    const finding = judgePostgres({ ...postgres, isUsed: false, mayCreateTables: false });
    expect(finding).toMatchObject({ status: 'fail', advice: 'let its user create tables' });
  });

  it('refuses records of a newer Plenum and upgrades older ones', () => {
    const newer = { ...postgres, schema: { missing: [], unknown: ['AddHolograms9'] } };
    expect(judgePostgres(newer)).toMatchObject({ status: 'fail', advice: 'start that release or a later one' });
    const older = { ...postgres, schema: { missing: ['NoticeDeliveries1765200000000'], unknown: [] } };
    expect(judgePostgres(older).status).toBe('ok');
  });

  it('notices clocks that are apart', () => {
    expect(judgeClocks(postgres, 1_010_000)).toMatchObject({
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

describe('the doctor of an edge on the central records', () => {
  const missing = ['NoticeDeliveries1765200000000'];

  it('is content with records of its release or a newer one, and needs to create nothing', () => {
    const guest = { ...postgres, mayCreateTables: false };
    expect(judgeCentralRecords(guest).status).toBe('ok');
    expect(judgeCentralRecords({ ...guest, schema: { missing: [], unknown: ['AddHolograms9'] } }).status).toBe('ok');
  });

  it.each([
    [true, 'PostgreSQL 15.4, with records of an older Plenum'],
    [false, 'PostgreSQL 15.4, without records yet'],
  ])('wants the center to be upgraded, or started, first (used: %s)', (isUsed, found) => {
    expect(judgeCentralRecords({ ...postgres, isUsed, schema: { missing, unknown: [] } })).toMatchObject({
      status: 'warn',
      found,
      advice: expect.stringContaining('at the center first') as unknown,
    });
  });
});
