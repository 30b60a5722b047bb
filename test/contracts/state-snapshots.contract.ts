import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StateSnapshots } from '../../src/ports/state-snapshots.js';

/** What an adapter's spec supplies: a way to open the same snapshots again and again, and to damage one. */
export interface StateSnapshotsUnderTest {
  open(): StateSnapshots;
  /** Changes the saved form at a place; `at` counts from its beginning, or from its end when negative. */
  damage(name: string, at: number): Promise<void>;
  dispose(): Promise<void>;
}

/** The contract of `StateSnapshots`, numbered as in docs/contracts.md. */
export function describeStateSnapshots(name: string, prepare: () => Promise<StateSnapshotsUnderTest>): void {
  describe(`${name} as state snapshots`, () => {
    let underTest: StateSnapshotsUnderTest;
    let snapshots: StateSnapshots;

    beforeEach(async () => {
      underTest = await prepare();
      snapshots = underTest.open();
    });
    afterEach(() => underTest.dispose());

    const aSnapshot = (offset: number, size = 1_000) => ({
      offset,
      version: 3,
      bytes: Uint8Array.from({ length: size }, (_, i) => (i * 7 + offset) % 256),
    });

    it('SNAP-1 MUST know nothing before the first save', async () => {
      expect(await snapshots.load('score')).toBeUndefined();
    });

    it('SNAP-2 MUST return offset, version and bytes as saved, after a restart too', async () => {
      await snapshots.save('score', aSnapshot(1.76e15 + 5));
      await snapshots.save('alert', aSnapshot(0, 0));
      expect(await underTest.open().load('score')).toEqual(aSnapshot(1.76e15 + 5));
      expect(await underTest.open().load('alert')).toEqual(aSnapshot(0, 0));
    });

    it('SNAP-3 MUST return the latest of several saves', async () => {
      await snapshots.save('score', aSnapshot(1, 5_000));
      await snapshots.save('score', aSnapshot(2, 10));
      expect(await snapshots.load('score')).toEqual(aSnapshot(2, 10));
    });

    it('SNAP-4 MUST return bytes that typed arrays can lie on', async () => {
      await snapshots.save('score', aSnapshot(1, 64));
      const loaded = await snapshots.load('score');
      expect(() => new Float64Array(loaded!.bytes.buffer, loaded!.bytes.byteOffset, 8)).not.toThrow();
    });

    it.each([0, 9, 13, 20, 30, -1])('SNAP-5 MUST refuse a snapshot damaged at byte %i', async (at) => {
      await snapshots.save('score', aSnapshot(1));
      await underTest.damage('score', at);
      await expect(snapshots.load('score')).rejects.toMatchObject({ code: 'incompatible_data' });
    });

    it('SNAP-6 MUST forget a deleted snapshot and keep the others, and take a name that is not there for deleted', async () => {
      await snapshots.save('score', aSnapshot(1));
      await snapshots.save('alert', aSnapshot(2));
      await snapshots.delete('score');
      await snapshots.delete('score');
      expect(await underTest.open().load('score')).toBeUndefined();
      expect(await underTest.open().load('alert')).toEqual(aSnapshot(2));
    });
  });
}
