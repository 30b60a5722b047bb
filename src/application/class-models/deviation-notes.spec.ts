import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MemorySnapshots } from '../../../test/alerting/stand-ins.js';
import { FileStateSnapshots } from '../../adapters/state-snapshots/file/file-state-snapshots.js';
import { DeviationNotes } from './deviation-notes.js';

const noon = Date.UTC(2026, 2, 1, 12);
const throttling = { metrics: ['hw.gpu.power', 'hw.gpu.utilization', 'hw.fan.speed'] };

describe('which metrics of a device do not belong together', () => {
  it('is told by any process as soon as it is kept, and not before', async () => {
    const snapshots = new MemorySnapshots();
    const watching = new DeviationNotes(snapshots);
    const asked = new DeviationNotes(snapshots);
    watching.note('gpu-server-1', noon, throttling);
    expect(await asked.of('gpu-server-1')).toBeUndefined();
    await watching.keep();
    expect(await asked.of('gpu-server-1')).toEqual({ at: noon, ...throttling });
    expect(await asked.of('gpu-server-2')).toBeUndefined();
  });

  it('is what was noted last of each device, over a restart', async () => {
    const snapshots = new MemorySnapshots();
    const before = new DeviationNotes(snapshots);
    before.note('gpu-server-1', noon, throttling);
    before.note('crah-ü', noon, { metrics: ['dc.crah.airflow'] });
    await before.keep();
    const after = new DeviationNotes(snapshots);
    after.note('gpu-server-1', noon + 60_000, { metrics: ['hw.gpu.power'] });
    await after.keep();
    expect(await after.of('gpu-server-1')).toEqual({ at: noon + 60_000, metrics: ['hw.gpu.power'] });
    expect(await after.of('crah-ü')).toEqual({ at: noon, metrics: ['dc.crah.airflow'] });
  });

  it('costs no write while no device is unlike its class', async () => {
    const snapshots = new MemorySnapshots();
    await new DeviationNotes(snapshots).keep();
    expect(snapshots.saved.size).toBe(0);
  });

  it('begins anew after notes of another format', async () => {
    const snapshots = new MemorySnapshots();
    await snapshots.save('class-deviations', { offset: 0, version: 99, bytes: new Uint8Array([1, 2, 3]) });
    const notes = new DeviationNotes(snapshots);
    expect(await notes.of('gpu-server-1')).toBeUndefined();
    notes.note('gpu-server-1', noon, throttling);
    await notes.keep();
    expect(await notes.of('gpu-server-1')).toEqual({ at: noon, ...throttling });
  });

  it('begins anew after its snapshot was damaged: devices are judged all the same', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'plenum-deviation-notes-'));
    try {
      await writeFile(join(dir, 'class-deviations.snapshot'), 'a disk that failed');
      const notes = new DeviationNotes(new FileStateSnapshots(dir));
      expect(await notes.of('gpu-server-1')).toBeUndefined();
      notes.note('gpu-server-1', noon, throttling);
      await notes.keep();
      expect(await notes.of('gpu-server-1')).toEqual({ at: noon, ...throttling });
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('is forgotten of devices that have been well, or gone, for a quarter of a year', async () => {
    const notes = new DeviationNotes(new MemorySnapshots());
    notes.note('long gone', noon - 91 * 86_400_000, throttling);
    notes.note('well since', noon - 89 * 86_400_000, throttling);
    await notes.keep();
    notes.note('gpu-server-1', noon, throttling);
    await notes.keep();
    expect(await notes.of('long gone')).toBeUndefined();
    expect(await notes.of('well since')).toBeDefined();
  });
});
