import { appendFile, mkdtemp, readdir, readFile, readlink, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Recorder } from '../../../../test/contracts/bus-recorder.js';
import { describeTelemetryBus, readings } from '../../../../test/contracts/telemetry-bus.contract.js';
import { FakeClock } from '../../system/fake-clock.js';
import { RecordingLog } from '../../system/recording-log.js';
import { InProcessTelemetryBus, type InProcessBusOptions } from './in-process-telemetry-bus.js';

const makeFolder = () => mkdtemp(join(tmpdir(), 'plenum-bus-'));
const groups = ['store', 'score'];

/** Paths below a folder that this process has open, as Linux lists them. */
async function openFilesIn(dir: string): Promise<readonly string[]> {
  const descriptors = await readdir('/proc/self/fd');
  // The listing itself was one of them.
  const paths = await Promise.allSettled(descriptors.map((name) => readlink(join('/proc/self/fd', name))));
  return paths.flatMap((path) => (path.status === 'fulfilled' && path.value.startsWith(dir) ? [path.value] : []));
}

describeTelemetryBus('the in-process bus', async () => {
  const dir = await makeFolder();
  return {
    open: (clock) => InProcessTelemetryBus.open({ dir, groups, clock, log: new RecordingLog() }),
    dispose: () => rm(dir, { recursive: true }),
  };
});

describeTelemetryBus('the in-process bus with tiny segments and no memory', async () => {
  const dir = await makeFolder();
  return {
    open: (clock) =>
      InProcessTelemetryBus.open({ dir, groups, clock, log: new RecordingLog(), segmentBytes: 200, recentBytes: 1 }),
    dispose: () => rm(dir, { recursive: true }),
  };
});

describe('the in-process bus on its folder', () => {
  let dir: string;
  let log: RecordingLog;
  let bus: InProcessTelemetryBus | undefined;

  beforeEach(async () => {
    dir = await makeFolder();
    log = new RecordingLog();
  });
  afterEach(async () => {
    await bus?.close();
    bus = undefined;
    await rm(dir, { recursive: true });
  });

  const open = async (options: Partial<InProcessBusOptions> = {}) => {
    await bus?.close();
    bus = await InProcessTelemetryBus.open({ dir, groups, clock: new FakeClock(), log, ...options });
    return bus;
  };
  const segments = async () => (await readdir(dir)).filter((name) => name.endsWith('.log')).sort();
  const publishOneByOne = async (count: number) => {
    for (let i = 0; i < count; i += 1) await bus!.publish(readings(1, i));
  };
  /** Consumes all that the group `store` has not committed. */
  const replay = async (maxPoints = 10) => {
    const recorder = new Recorder();
    const lag = bus!.lag('store');
    const consumption = await bus!.consume('store', recorder, { maxPoints });
    while (recorder.points < lag.points) await setImmediate();
    await consumption.stop();
    return recorder;
  };

  it.each([1, 9, 31, 40, 55])('cuts off a tail torn by a crash after %i bytes and says so', async (bytes) => {
    await open();
    await publishOneByOne(3);
    await bus!.close();
    const [name] = await segments();
    const path = join(dir, name!);
    const whole = await readFile(path);
    await appendFile(path, whole.subarray(0, bytes));
    await open();
    expect(log.lines).toContainEqual({
      level: 'warn',
      message: 'torn tail of the telemetry log cut off',
      fields: { path, bytes, afterOffset: 3 },
    });
    await bus!.publish(readings(1, 3));
    expect((await replay()).values).toEqual([0, 1, 2, 3]);
  });

  it('refuses a log damaged where acknowledged batches lay, naming file and place', async () => {
    await open();
    await publishOneByOne(3);
    await bus!.close();
    const path = join(dir, (await segments())[0]!);
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(70) ^ 1, 70);
    await writeFile(path, bytes);
    bus = undefined;
    await expect(open()).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringMatching(new RegExp(`${path} is damaged at byte 56 .*move the folder away`)),
    });
  });

  it('refuses a log whose earlier segment is cut or missing', async () => {
    await open({ segmentBytes: 100 });
    await publishOneByOne(6);
    await bus!.close();
    bus = undefined;
    const [first, second] = await segments();
    const { size } = await stat(join(dir, first!));
    await truncate(join(dir, first!), size - 4);
    await expect(open()).rejects.toMatchObject({ code: 'incompatible_data' });
    await truncate(join(dir, first!), 56);
    await rm(join(dir, second!));
    await expect(open()).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringContaining('is missing'),
    });
  });

  it('refuses a folder of another version and says what to do', async () => {
    await writeFile(join(dir, 'format'), 'plenum telemetry log 99\n');
    await expect(open()).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringMatching(new RegExp(`${dir}.*log 99.*move the folder away`)),
    });
  });

  it('refuses a second bus on the same folder, but takes over from a dead process', async () => {
    await open();
    await expect(InProcessTelemetryBus.open({ dir, groups, clock: new FakeClock(), log })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(dir),
    });
    await bus!.close();
    bus = undefined;
    await writeFile(join(dir, 'lock'), `${process.pid} started-at-another-time`);
    await expect(open()).resolves.toBeDefined();
  });

  it('deletes a segment only when every known group is past it', async () => {
    await open({ segmentBytes: 100 });
    await publishOneByOne(7);
    expect(await segments()).toHaveLength(4);
    await bus!.commit('store', 0, 7);
    expect(await segments()).toHaveLength(4);
    await bus!.commit('score', 0, 4);
    expect(await segments()).toHaveLength(2);
    await bus!.commit('score', 0, 7);
    expect(await segments()).toHaveLength(1);
    await open({ segmentBytes: 100 });
    await bus!.publish(readings(1, 7));
    expect(bus!.lag('store')).toEqual({ batches: 1, points: 1 });
    expect((await replay()).offsetsOf(0)).toEqual([8]);
  });

  it('refuses batches when the log is full and takes them again when consumers have caught up', async () => {
    await open({ maxBytes: 300, segmentBytes: 100 });
    await publishOneByOne(5);
    await expect(bus!.publish(readings(1, 5))).rejects.toMatchObject({ code: 'overloaded', retriable: true });
    await bus!.commit('store', 0, 5);
    await bus!.commit('score', 0, 5);
    await expect(bus!.publish(readings(1, 5))).resolves.toBeUndefined();
  });

  it('takes batches again after it was full although a segment may be larger than all of the log', async () => {
    await open({ maxBytes: 600 });
    await publishOneByOne(10);
    await expect(bus!.publish(readings(1, 10))).rejects.toMatchObject({ code: 'overloaded' });
    for (const group of groups) await bus!.commit(group, 0, 10);
    await publishOneByOne(8);
    expect(bus!.lag('store')).toEqual({ batches: 8, points: 8 });
  });

  it('takes batches again after a restart with a bound below the segment that it finds', async () => {
    await open();
    await publishOneByOne(10);
    await open({ maxBytes: 300 });
    await expect(bus!.publish(readings(1, 10))).rejects.toMatchObject({ code: 'overloaded' });
    for (const group of groups) await bus!.commit(group, 0, 10);
    await bus!.publish(readings(1, 10));
    expect((await replay()).offsetsOf(0)).toEqual([11]);
  });

  it('leaves no file open when it refuses a folder', async () => {
    await open({ segmentBytes: 100 });
    await publishOneByOne(6);
    await bus!.close();
    bus = undefined;
    const [first] = await segments();
    await truncate(join(dir, first!), 60);
    await expect(open()).rejects.toMatchObject({ code: 'incompatible_data' });
    expect(await openFilesIn(dir)).toEqual([]);
  });

  it('refuses batches beyond the bound of those waiting for the disk', async () => {
    await open({ maxWaitingBytes: 150 });
    const results = await Promise.allSettled([1, 2, 3, 4].map((value) => bus!.publish(readings(1, value))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  });

  it('refuses a group that is ahead of the log, because its next batches would be taken for old ones', async () => {
    await open();
    await publishOneByOne(1);
    const ahead = new Recorder({ startAfter: new Map([[0, 5]]) });
    await expect(bus!.consume('store', ahead, { maxPoints: 10 })).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringContaining(dir),
    });
  });

  it('delivers the whole log again when the committed offsets are unreadable', async () => {
    await open();
    await publishOneByOne(2);
    await bus!.commit('store', 0, 2);
    await bus!.close();
    await writeFile(join(dir, 'committed.json'), '{"store":');
    await open();
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'committed offsets unreadable, the log is delivered again' }),
    );
    expect((await replay()).values).toEqual([0, 1]);
  });

  it('begins a lost folder with offsets beyond those that the store has recorded', async () => {
    const lastOffset = async (clock: FakeClock) => {
      await open({ clock });
      await publishOneByOne(1);
      return (await replay()).offsetsOf(0)[0]!;
    };
    const before = await lastOffset(new FakeClock(Date.UTC(2026, 0, 1)));
    await bus!.close();
    bus = undefined;
    await rm(dir, { recursive: true });
    expect(await lastOffset(new FakeClock(Date.UTC(2026, 0, 1, 0, 1)))).toBeGreaterThan(before);
  });

  it('keeps the order of calls of publishers at the same time', async () => {
    await open();
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    await Promise.all(numbers.map((number) => bus!.publish(readings(1, number))));
    expect((await replay()).values).toEqual(numbers);
  });

  it('fills a call up to its points', async () => {
    await open();
    for (const values of [[1, 2], [3, 4], [5, 6, 7, 8, 9], [10]]) await bus!.publish(readings(1, ...values));
    const { calls } = await replay(4);
    expect(calls.map(({ deliveries }) => deliveries.map(({ batch }) => batch.length))).toEqual([[2, 2], [5], [1]]);
  });

  it('counts the lag to the point, for groups that do not consume too, and over a restart', async () => {
    await open();
    expect(bus!.lag('store')).toEqual({ batches: 0, points: 0 });
    await bus!.publish(readings(1, 1, 2));
    await bus!.publish(readings(1, 3, 4, 5));
    await bus!.commit('store', 0, 1);
    expect(bus!.lag('store')).toEqual({ batches: 1, points: 3 });
    expect(bus!.lag('score')).toEqual({ batches: 2, points: 5 });
    await open();
    expect(bus!.lag('store')).toEqual({ batches: 1, points: 3 });
  });

  it('is one partition, which a group consumes once at a time', async () => {
    await open();
    const [first, second] = [new Recorder(), new Recorder()];
    const consumption = await bus!.consume('store', first, { maxPoints: 10 });
    await expect(bus!.consume('store', second, { maxPoints: 10 })).rejects.toMatchObject({ code: 'conflict' });
    expect(second.opened.size).toBe(0);
    await consumption.stop();
    await bus!.consume('store', second, { maxPoints: 10 });
    expect([...second.opened]).toEqual([0]);
  });

  it('says when a partition could not be released, and stops all the same', async () => {
    await open();
    await publishOneByOne(1);
    const recorder = new Recorder({ commit: () => Promise.reject(new Error('the disk is full')) });
    const consumption = await bus!.consume('store', recorder, { maxPoints: 10 });
    while (recorder.points < 1) await setImmediate();
    await consumption.stop();
    expect(log.lines).toContainEqual({
      level: 'error',
      message: 'telemetry partition not released cleanly',
      fields: { group: 'store', error: 'the disk is full' },
    });
  });
});
