import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ModelCard } from '../../src/domain/networks/model-card.js';
import type { KeptModel, ModelLibrary } from '../../src/ports/model-library.js';

/** What an adapter's spec supplies: a way to open the same library again and again, and to damage a model in it. */
export interface ModelLibraryUnderTest {
  open(): ModelLibrary;
  /** Changes a byte of what is kept of a model; each file of it is `damaged` once. */
  damages(id: string): readonly (() => Promise<void>)[];
  dispose(): Promise<void>;
}

/** A model of a hall's load, with weights of its own by its `mark`. */
export function aModel(id: string, mark = 1): KeptModel {
  const card: ModelCard = {
    ...{ id, model: 'mlp', series: ['load'], stepMs: 3_600_000 },
    sight: { lookback: 336, season: 24, horizon: 24 },
    training: {
      ...{ source: 'load.csv', dataHash: 'ab'.repeat(32), fromMs: 0, toMs: 3_600_000_000 },
      ...{ learnedRows: 600, validationRows: 100, seed: 1, epochs: 12, bestEpoch: 7 },
      ...{ loss: 0.31, validationLoss: null, secondsPerEpoch: 1.5 },
    },
    scores: { mse: 0.4, mae: 0.42, count: 100 },
    baseline: { name: 'seasonal-naive', mse: 0.5, mae: 0.45, count: 100 },
    variants: [{ name: 'int8', bytes: 4, scores: { mse: 0.41, mae: 0.42, count: 100 }, millisecondsPerRow: 0.2 }],
    ...{ codeVersion: '1.2.3', backend: { name: 'wasm', device: 'WebAssembly' }, trainedAtMs: 1_700_000_000_000 },
  };
  return { card, files: { modelJson: '{"format":"layers-model"}', weights: Uint8Array.of(mark, 2, 3, 4) } };
}

/** What every library of models MUST do. */
export function describeModelLibrary(name: string, prepare: () => Promise<ModelLibraryUnderTest>): void {
  describe(`${name} as a library of models`, () => {
    let underTest: ModelLibraryUnderTest;
    beforeEach(async () => void (underTest = await prepare()));
    afterEach(() => underTest.dispose());

    it('1. MUST know nothing before the first model', async () => {
      expect(await underTest.open().ids()).toEqual([]);
      await expect(underTest.open().load('mlp-24')).rejects.toMatchObject({ code: 'not_found' });
    });

    it('2. MUST give back what was kept, whoever opens it', async () => {
      for (const id of ['mlp-24', 'conv-96-0f']) await underTest.open().keep(aModel(id));
      expect(await underTest.open().ids()).toEqual(['conv-96-0f', 'mlp-24']);
      expect(await underTest.open().load('mlp-24')).toEqual(aModel('mlp-24'));
    });

    it('3. MUST replace a model of the same id', async () => {
      await underTest.open().keep(aModel('mlp-24'));
      await underTest.open().keep(aModel('mlp-24', 9));
      expect(await underTest.open().ids()).toEqual(['mlp-24']);
      expect(await underTest.open().load('mlp-24')).toEqual(aModel('mlp-24', 9));
    });

    it('4. MUST refuse a damaged model, and keep the others', async () => {
      for (const [i, damage] of underTest.damages('mlp-24').entries()) {
        await underTest.open().keep(aModel('mlp-24', i));
        await underTest.open().keep(aModel('conv-96'));
        await damage();
        await expect(underTest.open().load('mlp-24')).rejects.toMatchObject({ code: 'incompatible_data' });
        expect(await underTest.open().load('conv-96')).toEqual(aModel('conv-96'));
      }
    });

    it('5. MUST take no id that leads elsewhere', async () => {
      for (const id of ['..', '../mlp-24', 'a/b', '', '.hidden', 'MLP']) {
        await expect(underTest.open().load(id)).rejects.toMatchObject({ code: 'not_found' });
      }
    });
  });
}
