import { type BackendName, backendNames } from '../../src/adapters/model-runtime/tfjs/backends/backend-name.js';
import { TfjsModelRuntime } from '../../src/adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { DomainError } from '../../src/domain/errors.js';
import { networkKinds } from '../../src/domain/forecasting/forecasters/network/network-kinds.js';
import { windowSet } from '../../src/domain/forecasting/forecasters/network/window-set.js';
import type { NetworkSpec, TrainingSet } from '../../src/domain/networks/network-spec.js';
import { Noise } from '../../src/domain/twin/noise.js';
import { type BenchRow, benchRow } from '../detection/bench-row.js';

const sight = { lookback: 336, season: 24 };
const horizon = 96;
const windows = 128;
const epochs = 3;
/** Backends sum in orders of their own, in single precision: losses may differ by this much of themselves. */
const tolerance = 1e-3;

interface Course {
  readonly losses: readonly number[];
  /** Of the epochs after the first, in which backends compile. */
  readonly secondsPerEpoch: number;
}

/** Trains the same networks on each backend that is here: losses and seconds per epoch side by side. */
export async function runBackendsBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const kind of ['mlp', 'conv'] as const) {
    const plain = await course('cpu', kind);
    if (!plain) throw new Error('BUG: plain JavaScript is always there');
    for (const name of backendNames) {
      const own = name === 'cpu' ? plain : await course(name, kind);
      if (!own) continue;
      const what = `${kind} of 336 to ${horizon} steps, ${windows} windows, on ${name}`;
      const loss = own.losses.at(-1) ?? NaN;
      const apart = Math.max(...own.losses.map((each, i) => Math.abs(each / (plain.losses[i] ?? NaN) - 1)));
      const figure = ({ of, ...row }: Omit<BenchRow, 'area' | 'what'> & { of: string }) =>
        benchRow({ ...row, area: 'backends', what: `${what}: ${of}` });
      rows.push(figure({ of: 'an epoch', value: own.secondsPerEpoch, unit: 's', target: undefined, reference: '' }));
      rows.push(figure({ of: `loss after ${epochs}`, value: loss, unit: '', target: undefined, reference: '' }));
      if (name === 'cpu') continue;
      const reference = 'stated tolerance, relative';
      rows.push(figure({ of: 'losses apart from those on cpu', value: apart, unit: '', target: tolerance, reference }));
    }
  }
  return rows;
}

/** Undefined where the backend is not here. */
async function course(name: BackendName, kind: 'mlp' | 'conv'): Promise<Course | undefined> {
  const runtime = new TfjsModelRuntime(name);
  try {
    await runtime.backend();
    const losses: number[] = [];
    const ends: number[] = [];
    await runtime.train(racks(), specOf(kind), {
      onEpoch: ({ loss }) => {
        losses.push(loss);
        ends.push(performance.now());
      },
    });
    const [first = NaN] = ends;
    return { losses, secondsPerEpoch: ((ends.at(-1) ?? NaN) - first) / 1_000 / (epochs - 1) };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid_configuration') return undefined;
    throw error;
  } finally {
    await runtime.close();
  }
}

function specOf(kind: 'mlp' | 'conv'): NetworkSpec {
  const training = { epochs, patience: epochs, batchRows: 64, learningRate: 1e-3, seed: 1 };
  return { layers: networkKinds[kind](horizon, sight.season), ...training };
}

/** Windows of one rack's load: a course of the day and noise that lasts for hours. */
function racks(): TrainingSet {
  const noise = new Noise(1, 'rack');
  const length = sight.lookback + horizon + windows - 1;
  let swing = 0;
  const values = Float64Array.from({ length }, (_, hour) => {
    swing = 0.9 * swing + noise.gaussian();
    return 40 + 5 * Math.sin((2 * Math.PI * hour) / 24) + swing;
  });
  const series = [{ startMs: 0, stepMs: 3_600_000, values }];
  // The windows begin where the first has its look-back.
  return windowSet(series, sight, horizon, { learned: length, validated: length });
}
