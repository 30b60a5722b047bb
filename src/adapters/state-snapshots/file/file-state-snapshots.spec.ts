import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeStateSnapshots } from '../../../../test/contracts/state-snapshots.contract.js';
import { FileStateSnapshots } from './file-state-snapshots.js';

const makeFolder = () => mkdtemp(join(tmpdir(), 'plenum-snapshots-'));
const aSnapshot = { offset: 1, version: 1, bytes: Uint8Array.of(1, 2, 3) };

describeStateSnapshots('snapshot files', async () => {
  const dir = await makeFolder();
  return {
    open: () => new FileStateSnapshots(join(dir, 'snapshots')),
    damage: async (name, at) => {
      const path = join(dir, 'snapshots', `${name}.snapshot`);
      const bytes = await readFile(path);
      const place = at < 0 ? bytes.length + at : at;
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
      await writeFile(path, bytes);
    },
    dispose: () => rm(dir, { recursive: true }),
  };
});

describe('snapshot files', () => {
  it('survive a crash in the middle of a save: the half-written file has another name', async () => {
    const dir = await makeFolder();
    const snapshots = new FileStateSnapshots(dir);
    await snapshots.save('score', aSnapshot);
    await writeFile(join(dir, 'score.snapshot.tmp'), 'PLNM');
    expect(await snapshots.load('score')).toEqual(aSnapshot);
    await snapshots.save('score', { ...aSnapshot, offset: 2 });
    expect(await readdir(dir)).toEqual(['score.snapshot']);
    await rm(dir, { recursive: true });
  });

  it('refuse a file cut short, naming it and what to do', async () => {
    const dir = await makeFolder();
    const snapshots = new FileStateSnapshots(dir);
    await snapshots.save('score', aSnapshot);
    await truncate(join(dir, 'score.snapshot'), 10);
    await expect(snapshots.load('score')).rejects.toMatchObject({
      code: 'incompatible_data',
      message: expect.stringMatching(new RegExp(`${dir}/score.snapshot .*Delete it`)),
    });
    await rm(dir, { recursive: true });
  });
});
