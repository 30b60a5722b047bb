import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aModel, describeModelLibrary } from '../../../../test/contracts/model-library.contract.js';
import { FolderModelLibrary } from './folder-model-library.js';

describeModelLibrary('a folder', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'plenum-models-'));
  const damage = (id: string, file: string, change: (text: string) => string) => async () => {
    const path = join(dir, id, file);
    await writeFile(path, change(await readFile(path, 'latin1')), 'latin1');
  };
  return {
    open: () => new FolderModelLibrary(dir),
    damages: (id) => [
      damage(id, 'weights.bin', (text) => `x${text.slice(1)}`),
      damage(id, 'weights.bin', (text) => text.slice(1)),
      damage(id, 'model.json', (text) => `${text} `),
      damage(id, 'card.json', (text) => text.slice(1)),
      damage(id, 'card.json', (text) => text.replace('"format": 1', '"format": 2')),
      damage(id, 'card.json', (text) => text.replace('"stepMs"', '"step"')),
      () => rm(join(dir, id, 'weights.bin')),
    ],
    dispose: () => rm(dir, { recursive: true, force: true }),
  };
});

describe('the folder of models', () => {
  it('shows nothing of a model that a crash left half written', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'plenum-models-'));
    await mkdir(join(dir, '.mlp-24.new'));
    await writeFile(join(dir, '.mlp-24.new', 'model.json'), '{');
    const library = new FolderModelLibrary(dir);
    expect(await library.ids()).toEqual([]);
    await library.keep(aModel('mlp-24'));
    expect(await library.load('mlp-24')).toEqual(aModel('mlp-24'));
    await rm(dir, { recursive: true });
  });
});
