import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '../../../../test/alerting/stand-ins.js';
import { FakeClock } from '../../system/fake-clock.js';
import { RecordsUpkeep } from './records-upkeep.js';

/** Counts what it is asked, and fails when told to. */
class Records {
  maintained = 0;
  broken = false;

  maintain(): Promise<void> {
    this.maintained += 1;
    return this.broken ? Promise.reject(new Error('no space left')) : Promise.resolve();
  }
}

/** Lets everything that waits only for promises come to rest. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the upkeep of the embedded records', () => {
  async function started() {
    const records = new Records();
    const clock = new FakeClock();
    const log = new RecordingLog();
    const upkeep = new RecordsUpkeep(records, clock, log, { intervalMs: 60_000 });
    await upkeep.start();
    const pass = async (ms: number) => {
      clock.advance(ms);
      await settle();
    };
    return { records, log, upkeep, pass };
  }

  it('comes round once in each interval', async () => {
    const { records, upkeep, pass } = await started();
    await pass(59_999);
    expect(records.maintained).toBe(0);
    await pass(1);
    await pass(60_000);
    expect(records.maintained).toBe(2);
    await upkeep.stop();
  });

  it('reports a failure and comes round again', async () => {
    const { records, log, upkeep, pass } = await started();
    records.broken = true;
    await pass(60_000);
    expect(log.lines).toMatchObject([{ message: 'records upkeep failed', fields: { error: 'no space left' } }]);
    records.broken = false;
    await pass(60_000);
    expect(records.maintained).toBe(2);
    await upkeep.stop();
  });

  it('ends at once when it is stopped, also twice', async () => {
    const { records, upkeep, pass } = await started();
    await upkeep.stop();
    await upkeep.stop();
    await pass(60_000);
    expect(records.maintained).toBe(0);
  });
});
