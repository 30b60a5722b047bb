import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import type { Consumption, TelemetryBus } from '../../src/ports/telemetry-bus.js';
import { Recorder } from './bus-recorder.js';
import { busSeries, readings, type TelemetryBusUnderTest } from './telemetry-bus.contract.js';

/** The contract of a `TelemetryBus` that several processes can open at a time, numbered on from that of all. */
export function describeBusMembers(name: string, prepare: () => Promise<TelemetryBusUnderTest>): void {
  describe(`${name} as a telemetry bus between processes`, () => {
    let underTest: TelemetryBusUnderTest;
    let clock: FakeClock;
    let bus: TelemetryBus;
    let other: TelemetryBus;
    const running: Consumption[] = [];

    beforeEach(async () => {
      underTest = await prepare();
      clock = new FakeClock(Date.UTC(2026, 2, 1));
      bus = await underTest.open(clock);
      other = await underTest.open(clock);
    });
    afterEach(async () => {
      for (const consumption of running.splice(0)) await consumption.stop();
      await other.close();
      await bus.close();
      await underTest.dispose();
    });

    /** Real brokers answer in real time; pauses of the bus itself pass by the fake clock. The test's time-out bounds it. */
    const until = async (condition: () => boolean) => {
      while (!condition()) {
        clock.advance(1_000);
        await setTimeout(1);
      }
    };
    const settle = (recorder: Recorder, points: number) => until(() => recorder.points >= points);
    const commitsTo = (member: TelemetryBus) => ({
      commit: (partition: number, offset: number) => member.commit('score', partition, offset),
    });
    const joins = async (member: TelemetryBus, recorder: Recorder) => {
      const consumption = await member.consume('score', recorder, { maxPoints: 1_000 });
      running.push(consumption);
      return consumption;
    };
    const publishEach = async (value: number) => {
      for (const { id } of busSeries) await bus.publish(readings(id, value));
    };

    it('BUS-16 MUST share the partitions among them, and lose nothing when a member joins', async () => {
      const [first, second] = [new Recorder(commitsTo(bus)), new Recorder(commitsTo(other))];
      await joins(bus, first);
      await publishEach(1);
      await settle(first, busSeries.length);
      await joins(other, second);
      const shared = () =>
        second.opened.size > 0 && first.opened.size > 0 && first.opened.size + second.opened.size === bus.partitions;
      await until(shared);
      expect([...first.opened].filter((partition) => second.opened.has(partition))).toEqual([]);
      await publishEach(2);
      const seen = (id: number) => new Set([...first.valuesOf(id), ...second.valuesOf(id)]);
      await until(() => busSeries.every(({ id }) => seen(id).has(2)));
      for (const { id } of busSeries) expect(seen(id)).toEqual(new Set([1, 2]));
    });

    it('BUS-17 MUST hand over what a leaving member committed as it released: nothing lost, nothing delivered again', async () => {
      const [leaving, staying] = [new Recorder(commitsTo(bus)), new Recorder(commitsTo(other))];
      const consumption = await joins(bus, leaving);
      await publishEach(1);
      await settle(leaving, busSeries.length);
      await joins(other, staying);
      await consumption.stop();
      expect(leaving.opened.size).toBe(0);
      await until(() => staying.opened.size === bus.partitions);
      await publishEach(2);
      await until(() => busSeries.every(({ id }) => staying.valuesOf(id).includes(2)));
      for (const { id } of busSeries) {
        expect([...leaving.valuesOf(id), ...staying.valuesOf(id)]).toEqual([1, 2]);
      }
    });

    it('BUS-23 MUST NOT disturb the other members when one opens its partitions again', async () => {
      const [first, second] = [new Recorder(commitsTo(bus)), new Recorder(commitsTo(other))];
      const consumption = await joins(bus, first);
      await joins(other, second);
      await until(() => first.opened.size > 0 && second.opened.size > 0);
      await until(() => first.opened.size + second.opened.size === bus.partitions);
      await publishEach(1);
      await until(() => first.points + second.points === busSeries.length);
      const opened = [...second.opened];
      const stories = () => opened.map((partition) => second.storyOf(partition));
      const before = stories();
      await consumption.reopen();
      await until(() => first.opened.size + second.opened.size === bus.partitions);
      expect(stories()).toEqual(before);
      await publishEach(2);
      await until(() => first.points + second.points === 2 * busSeries.length);
    });
  });
}
