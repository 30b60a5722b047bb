import { describe, expect, it } from '@jest/globals';
import { anIntake, noon } from '../../test/intake/an-intake.js';
import { DomainError } from '../domain/errors.js';
import { batchOf } from '../domain/telemetry/telemetry-batch.js';

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const dropped = (reason: string) => `component_dropped_total intake_influx ${reason}`;

describe('a request', () => {
  it('is published, and its receipt accounts for everything in it', async () => {
    const intake = anIntake();
    const receipt = await intake.send(
      `m,host=a f=1,text="x" ${noon}`,
      `m,host=a f=NaN ${noon}`,
      'broken',
      `m,host=a f=2 ${noon + 1}`,
    );
    expect(receipt).toMatchObject({ accepted: 2, duplicates: 0, late: 0, refused: 2, skipped: 1 });
    expect(receipt.rejections.map(({ code }) => code)).toEqual(['not_finite', 'malformed']);
    expect(intake.published()).toEqual(['a|m.f| = 1', 'a|m.f| = 2']);
    expect(Object.fromEntries(intake.metrics.values)).toEqual({
      'component_received_total intake_influx': 5,
      [dropped('not_finite')]: 1,
      [dropped('malformed')]: 1,
      [dropped('text_value')]: 1,
    });
  });

  it('leaves its refused lines as dead letters, with all that is needed to read them again', async () => {
    const intake = anIntake();
    await intake.send(`m,host=a f=1 ${noon}`, 'broken');
    expect(intake.letters.letters).toMatchObject([
      {
        at: noon,
        source: 'influx',
        code: 'malformed',
        position: 2,
        context: { format: 'line-protocol', precision: 'ms' },
        status: 'waiting',
      },
    ]);
    expect(textOf(intake.letters.letters[0]!.original)).toBe('broken');
  });

  it('of a million bad lines keeps a thousand letters and counts the rest', async () => {
    const intake = anIntake();
    const receipt = await intake.send(...Array.from({ length: 5000 }, () => 'x'));
    expect(receipt).toMatchObject({ accepted: 0, refused: 5000 });
    expect(intake.letters.letters).toHaveLength(1000);
    expect(intake.metrics.values.get(dropped('malformed'))).toBe(5000);
  });

  it('with nothing in it is fine and publishes nothing', async () => {
    const intake = anIntake();
    expect(await intake.send('')).toMatchObject({ accepted: 0, refused: 0 });
    expect(intake.bus.published).toEqual([]);
  });

  it('sent twice is acknowledged twice and stored once', async () => {
    const intake = anIntake();
    await intake.send(`m,host=a f=1 ${noon}`);
    expect(await intake.send(`m,host=a f=1 ${noon}`)).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(intake.published()).toEqual(['a|m.f| = 1']);
    expect(intake.metrics.values.get(dropped('duplicate'))).toBe(1);
  });

  it('with late points is stored, and they are counted', async () => {
    const intake = anIntake();
    await intake.send(`m,host=a f=1 ${noon}`);
    expect(await intake.send(`m,host=a f=2 ${noon - 3_600_000}`)).toMatchObject({ accepted: 1, late: 1 });
    expect(intake.published()).toHaveLength(2);
  });

  it('from a clock that runs ahead is refused beyond the tolerance', async () => {
    const intake = anIntake();
    const receipt = await intake.send(`m,host=a f=1 ${noon + 599_000}`, `m,host=a f=1 ${noon + 601_000}`);
    expect(receipt.rejections.map(({ code, position }) => [position, code])).toEqual([[2, 'from_the_future']]);
  });
});

describe('new series and devices', () => {
  it('are saved before their first point is published', async () => {
    const intake = anIntake();
    let knownAtPublish: boolean[] = [];
    intake.bus.onPublish = (batch) => {
      knownAtPublish = [...batch.seriesIds].map((id) => intake.catalogue.saved.has(id));
    };
    await intake.send(`m,host=a,rack=r7 f=1,g=2 ${noon}`);
    expect(knownAtPublish).toEqual([true, true]);
    expect(intake.devices.devices).toEqual([
      { assetId: 'a', firstSeenAt: noon, source: 'influx', hints: { rack: 'r7' }, adoption: undefined },
    ]);
  });

  it('are saved by the next request when saving failed', async () => {
    const intake = anIntake();
    intake.catalogue.gate.failNext();
    intake.devices.gate.failNext();
    await expect(intake.send(`m,host=a f=1 ${noon}`)).rejects.toThrow(DomainError);
    await expect(intake.send(`m,host=a f=1 ${noon}`)).rejects.toThrow(DomainError);
    expect(intake.bus.published).toEqual([]);
    await intake.send(`m,host=a f=1 ${noon}`);
    expect([...intake.catalogue.saved.values()].map(({ metric }) => metric)).toEqual(['m.f']);
    expect(intake.devices.devices.map(({ assetId }) => assetId)).toEqual(['a']);
    expect(intake.published()).toEqual(['a|m.f| = 1']);
  });

  it('that another request is still saving are waited for, and saved after all when that one fails', async () => {
    const intake = anIntake();
    intake.bus.onPublish = (batch) => {
      for (const id of batch.seriesIds) expect(intake.catalogue.saved.has(id)).toBe(true);
    };
    intake.catalogue.gate.failNext();
    intake.catalogue.gate.hold();
    const first = intake.send(`m,host=a f=1 ${noon}`);
    const second = intake.send(`m,host=a f=2 ${noon + 1}`);
    intake.catalogue.gate.release();
    await expect(first).rejects.toThrow('the disk is gone');
    expect(await second).toMatchObject({ accepted: 1 });
    expect(intake.published()).toEqual(['a|m.f| = 2']);
  });
});

describe('a write that cannot be kept', () => {
  it('is refused, and taken whole when it is sent again', async () => {
    const intake = anIntake();
    intake.bus.gate.failNext();
    const lines = [
      `m,host=a f=1 ${noon}`,
      `net,host=a,interface=e bytes_recv=5i ${noon}`,
      `net,host=a,interface=e bytes_recv=25i ${noon + 10_000}`,
    ];
    await expect(intake.send(...lines)).rejects.toThrow('the disk is gone');
    expect(await intake.send(...lines)).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(intake.published()).toEqual(['a|m.f| = 1', 'a|system.network.io.rate|e receive = 2']);
  });

  it('does not let a repeat be acknowledged on its strength', async () => {
    const intake = anIntake();
    await intake.send(`m,host=a f=0 ${noon}`);
    intake.bus.gate.failNext();
    intake.bus.gate.hold();
    const first = intake.send(`m,host=a f=1 ${noon + 1}`);
    const repeat = intake.send(`m,host=a f=1 ${noon + 1}`);
    await Promise.resolve();
    intake.bus.gate.release();
    await expect(first).rejects.toThrow('the disk is gone');
    expect(await repeat).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(intake.published()).toEqual(['a|m.f| = 0', 'a|m.f| = 1']);
  });

  it('because its dead letters cannot be, is refused; sent again, nothing is doubled', async () => {
    const intake = anIntake();
    intake.letters.gate.failNext();
    await expect(intake.send(`m,host=a f=1 ${noon}`, 'bad')).rejects.toThrow('the disk is gone');
    expect(await intake.send(`m,host=a f=1 ${noon}`, 'bad')).toMatchObject({ accepted: 1, refused: 1 });
    expect(intake.published()).toEqual(['a|m.f| = 1']);
    expect(intake.letters.letters).toHaveLength(1);
  });
});

describe('a source of Plenum itself', () => {
  it('hands its batches in, new series saved and repeats dropped', async () => {
    const intake = anIntake();
    const identity = { assetId: 'twin-1', metric: 'dc.rack.power', component: '' };
    const { id } = intake.registry.intern(identity, { unit: 'W', source: 'twin', simulated: true });
    const batch = batchOf([{ seriesId: id, at: noon, value: 5000 }]);
    await intake.ingest.acceptBatch(batch, 'twin');
    await intake.ingest.acceptBatch(batch, 'twin');
    expect(intake.published()).toEqual(['twin-1|dc.rack.power| = 5000']);
    expect(intake.catalogue.saved.has(id)).toBe(true);
    expect(intake.metrics.values.get('component_dropped_total intake_twin duplicate')).toBe(1);
  });
});

describe('a format or precision that does not exist', () => {
  it('is refused with those that do', () => {
    const { decode } = anIntake();
    expect(() => decode.decode(new Uint8Array(), { format: 'xml' })).toThrow('the formats are line-protocol');
    expect(() => decode.decode(new Uint8Array(), { format: 'line-protocol', precision: 'h' })).toThrow('use ns, us');
  });
});
