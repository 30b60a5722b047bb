import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '../adapters/system/recording-log.js';
import {
  type SetAside,
  TelemetryTopics,
  type TopicMessage,
  type TopicsConsumption,
} from '../ports/telemetry-topics.js';
import { anIntake, noon } from '../../test/intake/an-intake.js';
import { ReceiveTopics } from './receive-topics.js';

/** Topics that hand over what the test has for them. */
class HandedTopics extends TelemetryTopics {
  readonly aside: SetAside[] = [];
  isAway = false;
  #handle: (messages: readonly TopicMessage[]) => Promise<void> = () => Promise.resolve();

  consume(handle: (messages: readonly TopicMessage[]) => Promise<void>): TopicsConsumption {
    this.#handle = handle;
    return { stop: () => Promise.resolve() };
  }

  hand(...bodies: string[]): Promise<void> {
    return this.#handle(
      bodies.map((body, offset) => ({
        topic: 'telemetry.servers',
        partition: 1,
        offset,
        at: noon,
        value: new TextEncoder().encode(body),
      })),
    );
  }

  setAside(pieces: readonly SetAside[]): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('no broker'));
    this.aside.push(...pieces);
    return Promise.resolve();
  }

  lag(): { messages: number } {
    return { messages: 0 };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function receiving(format = 'auto') {
  const intake = anIntake();
  const topics = new HandedTopics();
  const { decode, ingest, clock, metrics } = intake;
  const formats = { 'telemetry.servers': format };
  const loop = new ReceiveTopics(topics, decode, ingest, formats, { clock, metrics, log: new RecordingLog() });
  await loop.start();
  return { ...intake, topics };
}

describe('messages from topics', () => {
  it('share one request to the bus, in their order', async () => {
    const { topics, bus, published } = await receiving();
    await topics.hand('m,host=a f=1', 'm,host=b f=2', 'm,host=a f=3 1767268800001');
    expect(bus.published).toHaveLength(1);
    expect(published()).toEqual(['a|m.f| = 1', 'b|m.f| = 2', 'a|m.f| = 3']);
  });

  it('that cannot be read are kept with their bytes and place, and hold up nothing', async () => {
    const { topics, letters, published } = await receiving();
    await topics.hand('m,host=a f=1', '\u0000?', 'm,host=b f=2\nm,host=b f=x\nm,host=b g=3');
    expect(published()).toEqual(['a|m.f| = 1', 'b|m.f| = 2', 'b|m.g| = 3']);
    const place = { topic: 'telemetry.servers', partition: 1 };
    expect(topics.aside).toMatchObject([
      { code: 'malformed', from: { ...place, offset: 1 }, format: 'auto' },
      { code: 'malformed', from: { ...place, offset: 2 }, position: 2 },
    ]);
    expect(letters.letters.map(({ context, source }) => [source, context['offset']])).toEqual([
      ['kafka', '1'],
      ['kafka', '2'],
    ]);
  });

  it('are counted once each, with what was refused', async () => {
    const { topics, metrics } = await receiving();
    await topics.hand('m,host=a f=1', 'm,host=a f=x');
    expect(metrics.values.get('component_received_total receive-topics')).toBe(2);
    expect(metrics.values.get('component_received_total intake_kafka')).toBe(2);
    expect(metrics.values.get('component_dropped_total intake_kafka malformed')).toBe(1);
  });

  it('are not done with while the bus or the dead letters are away', async () => {
    const { topics, bus, letters, metrics } = await receiving();
    bus.gate.failNext();
    await expect(topics.hand('m,host=a f=1')).rejects.toMatchObject({ code: 'unavailable' });
    topics.isAway = true;
    await expect(topics.hand('m,host=a f=x')).rejects.toThrow('no broker');
    topics.isAway = false;
    letters.gate.failNext();
    await expect(topics.hand('m,host=a f=x')).rejects.toMatchObject({ code: 'unavailable' });
    expect(metrics.values.get('component_errors_total receive-topics unavailable')).toBe(2);
  });
});
