import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SetAside, TelemetryTopics, TopicMessage, TopicsConsumption } from '../../src/ports/telemetry-topics.js';
import { eventually } from '../e2e/plenum-process.js';

/** What an adapter's spec supplies: topics that can be written to from outside, and opened again and again. */
export interface TelemetryTopicsUnderTest {
  /** A member of the group that shares the topics. */
  open(): Promise<TelemetryTopics>;
  /** Writes texts into one of the two partitions, as a collector does. */
  write(partition: 0 | 1, texts: readonly string[]): Promise<void>;
  /** How many dead letters lie in their topic. */
  deadLetters(): Promise<number>;
}

const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `message ${from + i}`);

/** The contract of `TelemetryTopics`, numbered as in docs/contracts.md. */
export function describeTelemetryTopics(name: string, prepare: () => Promise<TelemetryTopicsUnderTest>): void {
  describe(`${name} as topics of telemetry`, () => {
    let underTest: TelemetryTopicsUnderTest;
    let topics: TelemetryTopics;
    let got: TopicMessage[];
    const opened: TelemetryTopics[] = [];

    const open = async () => {
      const another = await underTest.open();
      opened.push(another);
      return another;
    };
    const keep = (messages: readonly TopicMessage[]) => {
      got.push(...messages);
      return Promise.resolve();
    };
    const textsOf = (partition: number) =>
      got.filter((message) => message.partition === partition).map(({ value }) => new TextDecoder().decode(value));
    const arrived = (count: number) =>
      eventually(
        () => Promise.resolve(got.length),
        (length) => length >= count,
      );
    /** Resolves when everything handed over is committed. */
    const settled = () =>
      eventually(
        () => Promise.resolve(topics.lag().messages),
        (messages) => messages === 0,
      );

    beforeEach(async () => {
      got = [];
      underTest = await prepare();
      topics = await open();
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
    });

    it('1. MUST hand over every message, whole and with its place, each partition in order', async () => {
      await underTest.write(0, numbered(0, 300));
      await underTest.write(1, numbered(300, 400));
      topics.consume(keep);
      await arrived(400);
      expect(textsOf(0)).toEqual(numbered(0, 300));
      expect(textsOf(1)).toEqual(numbered(300, 400));
      expect(got.filter(({ partition }) => partition === 0).map(({ offset }) => offset)).toEqual([
        ...Array(300).keys(),
      ]);
    });

    it('2. MUST hand over messages of one partition in a call', async () => {
      const calls: ReadonlySet<number>[] = [];
      await underTest.write(0, numbered(0, 50));
      await underTest.write(1, numbered(0, 50));
      topics.consume((messages) => {
        calls.push(new Set(messages.map(({ partition }) => partition)));
        return keep(messages);
      });
      await arrived(100);
      expect(calls.every(({ size }) => size === 1)).toBe(true);
    });

    it('3. MUST hand over again what was refused, and nothing behind it before', async () => {
      let refusals = 2;
      await underTest.write(0, numbered(0, 20));
      topics.consume((messages) => {
        refusals -= 1;
        return refusals >= 0 ? Promise.reject(new Error('the bus is full')) : keep(messages);
      });
      await arrived(20);
      expect(textsOf(0)).toEqual(numbered(0, 20));
    });

    it('4. MUST go on after what was taken when it is opened again', async () => {
      await underTest.write(0, numbered(0, 20));
      topics.consume(keep);
      await arrived(20);
      await settled();
      await opened.pop()?.close();
      await underTest.write(0, numbered(20, 30));
      topics = await open();
      topics.consume(keep);
      await arrived(30);
      expect(textsOf(0)).toEqual(numbered(0, 30));
    });

    it('5. MUST let a running call end before a stop resolves, and take a second stop', async () => {
      let isEnded = false;
      let consumption: TopicsConsumption | undefined;
      await underTest.write(0, numbered(0, 1));
      await new Promise<void>((resolve) => {
        consumption = topics.consume(async (messages) => {
          resolve();
          await new Promise((wait) => setTimeout(wait, 100));
          await keep(messages);
          isEnded = true;
        });
      });
      await consumption?.stop();
      expect(isEnded).toBe(true);
      await consumption?.stop();
    });

    it('6. MUST count what is not taken yet', async () => {
      let isTaking = false;
      await underTest.write(0, numbered(0, 20));
      topics.consume((messages) => (isTaking ? keep(messages) : Promise.reject(new Error('not yet'))));
      await eventually(
        () => Promise.resolve(topics.lag().messages),
        (messages) => messages === 20,
      );
      isTaking = true;
      await settled();
      expect(got).toHaveLength(20);
    });

    it('7. MUST keep every piece that is set aside, whatever its bytes and however many', async () => {
      const piece = (offset: number): SetAside => ({
        code: 'malformed',
        message: 'not a number',
        position: 1,
        original: Uint8Array.from({ length: 2_000 }, (_, i) => (i + offset) % 256),
        from: { topic: 'telemetry.servers', partition: offset % 3, offset },
        format: 'line-protocol',
      });
      await topics.setAside([]);
      await topics.setAside(Array.from({ length: 1_000 }, (_, i) => piece(i)));
      expect(await underTest.deadLetters()).toBe(1_000);
    });
  });
}
