import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Network } from '../../src/domain/networks/network.js';
import type { NetworkSpec, TrainingSet } from '../../src/domain/networks/network-spec.js';
import { Noise } from '../../src/domain/twin/noise.js';
import type { ModelRuntime, TrainingProgress } from '../../src/ports/model-runtime.js';

const columns = 4;

/** Readings of four sensors that have one cause: an autoencoder of one inner unit can tell them. */
export function machineOf(rows: number, seed = 1): TrainingSet {
  const noise = new Noise(seed, 'machine');
  const inputs = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const load = noise.gaussian();
    inputs.set(
      [load, 2 * load, -load, Math.tanh(load)].map((value) => value + 0.05 * noise.gaussian()),
      row * columns,
    );
  }
  return { inputs, targets: inputs, inputColumns: columns, validationRows: Math.floor(rows / 5) };
}

export const anAutoencoder: NetworkSpec = {
  layers: [
    { kind: 'dense', units: 8, activation: 'tanh' },
    { kind: 'dense', units: 1, activation: 'linear' },
    { kind: 'dense', units: 8, activation: 'tanh' },
    { kind: 'dense', units: columns, activation: 'linear' },
  ],
  epochs: 40,
  patience: 10,
  batchRows: 32,
  learningRate: 0.01,
  seed: 7,
};

/** Sequences of eight readings, each followed by the two that a straight line leads to. */
export function rampsOf(rows: number): TrainingSet {
  const noise = new Noise(1, 'ramps');
  const inputs = new Float32Array(rows * 8);
  const targets = new Float32Array(rows * 2);
  for (let row = 0; row < rows; row++) {
    const [level, slope] = [noise.gaussian(), noise.gaussian() / 8];
    for (let i = 0; i < 8; i++) inputs[row * 8 + i] = level + slope * i;
    targets.set([level + slope * 8, level + slope * 9], row * 2);
  }
  return { inputs, targets, inputColumns: 8, validationRows: Math.floor(rows / 5) };
}

/** With convolutions, one of them dilated, and a layer without a bias. */
export const aForecaster: NetworkSpec = {
  layers: [
    { kind: 'convolution', filters: 4, width: 3, dilation: 2, activation: 'relu' },
    { kind: 'convolution', filters: 2, width: 3, dilation: 1, activation: 'linear' },
    { kind: 'dense', units: 2, activation: 'linear', bias: false },
  ],
  epochs: 30,
  patience: 30,
  batchRows: 32,
  learningRate: 0.01,
  seed: 7,
};

/** What every runtime of models MUST do. */
export function describeModelRuntime(name: string, open: () => ModelRuntime): void {
  describe(`${name} as a runtime of models`, () => {
    let runtime: ModelRuntime;
    beforeAll(() => void (runtime = open()));
    afterAll(() => runtime.close());

    it('1. MUST learn: the loss falls, epoch by epoch it says how far it is, and the best epoch is kept', async () => {
      const epochs: TrainingProgress[] = [];
      const { best } = await runtime.train(machineOf(500), anAutoencoder, { onEpoch: (epoch) => epochs.push(epoch) });
      expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, i) => i + 1));
      expect(best.validationLoss).toBe(Math.min(...epochs.map(({ validationLoss }) => validationLoss)));
      expect(best.loss).toBeLessThan(0.2 * epochs[0]!.loss);
    });

    it('2. MUST come to the same weights from the same seed, and to others from another', async () => {
      const weights = async (seed: number) => {
        const { files } = await runtime.train(machineOf(200), { ...anAutoencoder, epochs: 3, seed });
        return Buffer.from(files.weights).toString('hex');
      };
      const first = await weights(1);
      expect(await weights(1)).toBe(first);
      expect(await weights(2)).not.toBe(first);
    });

    it('3. MUST predict from the kept files what their layers say', async () => {
      const set = machineOf(200);
      const { files, layers } = await runtime.train(set, { ...anAutoencoder, epochs: 5 });
      const model = await runtime.load(files);
      expect(model.layers).toEqual(layers);
      const predicted = await model.predict(set.inputs);
      const network = new Network(model.layers);
      expect(predicted).toHaveLength(set.inputs.length);
      for (let row = 0; row < 200; row++) {
        const expected = network.forward(Float64Array.from(set.inputs.subarray(row * columns, (row + 1) * columns)));
        expected.forEach((value, column) => expect(predicted[row * columns + column]).toBeCloseTo(value, 4));
      }
      await model.dispose();
    });

    it('4. MUST keep a model usable while others come and go', async () => {
      const set = machineOf(100);
      const { files } = await runtime.train(set, { ...anAutoencoder, epochs: 2 });
      const kept = await runtime.load(files);
      const before = await kept.predict(set.inputs);
      const passing = await runtime.load(files);
      await passing.dispose();
      await passing.dispose();
      expect(await kept.predict(set.inputs)).toEqual(before);
      expect(await kept.predict(new Float32Array(0))).toHaveLength(0);
      await kept.dispose();
    });

    it('5. MUST end a training that is cancelled, with the reason that was given, and go on working', async () => {
      const ended = new AbortController();
      const reason = new Error('the service stops');
      const training = runtime.train(
        machineOf(500),
        { ...anAutoencoder, epochs: 100_000, patience: 100_000 },
        { signal: ended.signal, onEpoch: () => ended.abort(reason) },
      );
      await expect(training).rejects.toBe(reason);
      await expect(runtime.train(machineOf(50), anAutoencoder, { signal: ended.signal })).rejects.toBe(reason);
      const { best } = await runtime.train(machineOf(50), { ...anAutoencoder, epochs: 1 });
      expect(best.epoch).toBe(1);
    });

    it('6. MUST refuse rows that do not fit, and numbers that are none', async () => {
      const set = machineOf(50);
      const short = { ...set, targets: set.targets.subarray(1) };
      await expect(runtime.train(short, anAutoencoder)).rejects.toMatchObject({ code: 'invalid_input' });
      const broken = { ...set, inputs: Float32Array.from(set.inputs, () => NaN) };
      await expect(runtime.train(broken, anAutoencoder)).rejects.toMatchObject({ code: 'invalid_input' });
      const { files } = await runtime.train(set, { ...anAutoencoder, epochs: 1 });
      const model = await runtime.load(files);
      await expect(model.predict(new Float32Array(columns + 1))).rejects.toMatchObject({ code: 'invalid_input' });
      await model.dispose();
    });

    it('7. MUST refuse damaged files', async () => {
      const { files } = await runtime.train(machineOf(50), { ...anAutoencoder, epochs: 1 });
      const damaged = [
        { ...files, weights: files.weights.subarray(4) },
        { ...files, modelJson: files.modelJson.slice(1) },
        { ...files, modelJson: files.modelJson.replace('"Dense"', '"Dropout"') },
        { ...files, modelJson: files.modelJson.replace('"tanh"', '"sigmoid"') },
      ];
      for (const file of damaged) {
        await expect(runtime.load(file)).rejects.toMatchObject({ code: 'incompatible_data' });
      }
    });

    it('8. MUST learn convolutions, and predict what their layers say', async () => {
      const set = rampsOf(400);
      const epochs: TrainingProgress[] = [];
      const { files, best } = await runtime.train(set, aForecaster, { onEpoch: (epoch) => epochs.push(epoch) });
      expect(best.validationLoss).toBeLessThan(0.2 * epochs[0]!.validationLoss);
      const model = await runtime.load(files);
      const predicted = await model.predict(set.inputs);
      const network = new Network(model.layers);
      for (let row = 0; row < 400; row++) {
        const told = network.forward(Float64Array.from(set.inputs.subarray(row * 8, (row + 1) * 8)));
        told.forEach((value, i) => expect(predicted[row * 2 + i]).toBeCloseTo(value, 4));
      }
      await model.dispose();
    });

    it('9. MUST go on from any epoch to exactly the result of a training that went through', async () => {
      for (const [set, spec] of [
        [machineOf(200), { ...anAutoencoder, epochs: 6 }],
        [rampsOf(100), { ...aForecaster, epochs: 6 }],
      ] as const) {
        const states: Uint8Array[] = [];
        const whole = await runtime.train(set, spec, { onState: (state) => states.push(state) });
        expect(states).toHaveLength(6);
        for (const at of [0, 3, 5]) {
          const epochs: number[] = [];
          const resumed = await runtime.train(set, spec, {
            resumeFrom: states[at]!,
            onEpoch: ({ epoch }) => epochs.push(epoch),
          });
          expect(epochs).toEqual([1, 2, 3, 4, 5, 6].slice(at + 1));
          expect(resumed).toEqual(whole);
        }
      }
    });

    it('10. MUST refuse to go on from the state of another training, or from a part of one', async () => {
      const states: Uint8Array[] = [];
      const set = machineOf(50);
      await runtime.train(set, { ...anAutoencoder, epochs: 1 }, { onState: (state) => states.push(state) });
      const [state] = states;
      const others = [
        runtime.train(set, { ...anAutoencoder, epochs: 1, seed: 8 }, { resumeFrom: state! }),
        runtime.train(machineOf(60), { ...anAutoencoder, epochs: 1 }, { resumeFrom: state! }),
        runtime.train(set, { ...anAutoencoder, epochs: 1 }, { resumeFrom: state!.subarray(0, -4) }),
        runtime.train(set, { ...anAutoencoder, epochs: 1 }, { resumeFrom: new Uint8Array(0) }),
      ];
      for (const other of others) await expect(other).rejects.toMatchObject({ code: 'incompatible_data' });
    });

    it('11. MUST say what computes', async () => {
      const { name: backend, device } = await runtime.backend();
      expect(backend).not.toBe('');
      expect(device).not.toBe('');
    });

    it('12. MUST refuse what is asked after its end', async () => {
      const closed = open();
      await closed.close();
      await closed.close();
      await expect(closed.train(machineOf(50), anAutoencoder)).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}
