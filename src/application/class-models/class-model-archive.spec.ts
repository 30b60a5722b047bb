import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { builtModelWorker } from '../../../test/built-model-worker.js';
import { TfjsModelRuntime } from '../../adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { FileStateSnapshots } from '../../adapters/state-snapshots/file/file-state-snapshots.js';
import { RecordingLog } from '../../adapters/system/recording-log.js';
import type { ClassModel } from '../../domain/detection/device-classes/class-model.js';
import { Noise } from '../../domain/twin/noise.js';
import { ClassModelArchive } from './class-model-archive.js';
import { TrainClassModel } from './train-class-model.js';

const metrics = ['hw.host.power', 'hw.fan.speed', 'hw.host.outlet_temperature'];
const minutes = 400;

/** A fan that follows power and a temperature that follows both, bent as no straight line is. */
function aServer(assetId: string, seed: number) {
  const noise = new Noise(seed, assetId);
  const load = Float64Array.from({ length: minutes }, (_, t) => Math.sin(t / 20) + 0.02 * noise.gaussian());
  const columns = [
    load.map((value) => 300 + 200 * value),
    load.map((value) => 5_000 + 2_000 * Math.tanh(2 * value)),
    load.map((value) => 30 + 8 * value ** 2),
  ];
  return { assetId, columns };
}

/** Real: training in the worker, snapshot files. */
describe('the model of a device class over a restart', () => {
  let dir: string;
  let log: RecordingLog;
  let runtime: TfjsModelRuntime;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'plenum-class-models-'));
    log = new RecordingLog();
    runtime = new TfjsModelRuntime('cpu', builtModelWorker);
  });
  afterEach(async () => {
    await runtime.close();
    await rm(dir, { recursive: true });
  });

  const archive = () => new ClassModelArchive(new FileStateSnapshots(dir), runtime, log);
  const devices = [aServer('a', 1), aServer('b', 2), aServer('c', 3)];
  const train = async (toMs: number) => {
    const history = { className: 'server', metrics, fromMs: 0, toMs, devices };
    const trained = await new TrainClassModel(runtime, log).train(history, new AbortController().signal);
    return trained!;
  };

  it('judges as it did before, and names what does not belong', async () => {
    const trained = await train(1);
    expect(trained.model.card).toMatchObject({ method: 'autoencoder', className: 'server', metrics, toMs: 1 });
    expect(trained.model.card.loss).toBeLessThan(trained.model.card.baselineLoss);
    await archive().keep(trained);
    const recalled = await archive().newest('server');
    const [power, , outlet] = devices[0]!.columns;
    // The fan stays at its mean whatever the load: no value that it never had.
    const broken = [power!, new Float64Array(minutes).fill(5_000), outlet!];
    const at = Math.round(20 * 2.5 * Math.PI);
    const before = trained.model.judge('a', broken, at);
    expect(before?.score).toBeGreaterThan(1);
    expect(before?.metrics).toContain('hw.fan.speed');
    expect(recalled?.judge('a', broken, at)).toEqual(before);
    expect(recalled?.judge('a', devices[0]!.columns, at)?.score).toBeLessThan(1);
    expect(recalled?.judge('a new server', devices[0]!.columns, at)).toBeUndefined();
  });

  it('falls back on the model before it when the newest cannot be read, and says why', async () => {
    const trained = await train(1);
    await archive().keep(trained);
    await archive().keep({ ...trained, model: await train(2).then(({ model }) => model) });
    const snapshots = new FileStateSnapshots(dir);
    const newest = await snapshots.load('class-model-server');
    await snapshots.save('class-model-server', { ...newest!, version: 99 });
    expect((await archive().newest('server'))?.card.toMs).toBe(1);
    expect(log.lines.map(({ message }) => message)).toContain('kept model not usable, it is trained anew');
    expect(await archive().newest('chiller')).toBeUndefined();
  });

  it('is one of principal components while the runtime is out of order', async () => {
    await runtime.close();
    const { model, files } = await train(1);
    expect(model.card.method).toBe('pca');
    expect(model.card.loss).toBeCloseTo(model.card.baselineLoss, 12);
    expect(files).toBeUndefined();
    expect(model.judge('b', devices[1]!.columns, minutes - 1)?.score).toBeLessThan(1);
  });

  it('judges by the same threshold after the restart when it is one of principal components, without any runtime', async () => {
    await runtime.close();
    const trained = await train(1);
    await archive().keep(trained);
    const recalled = await archive().newest('server');
    expect(recalled?.card).toEqual(trained.model.card);
    const [power, , outlet] = devices[0]!.columns;
    const broken = [power!, new Float64Array(minutes).fill(5_000), outlet!];
    for (const columns of [devices[0]!.columns, broken]) {
      const scores = (model?: ClassModel) => Array.from({ length: 50 }, (_, i) => model?.judge('a', columns, 300 + i));
      expect(scores(recalled)).toEqual(scores(trained.model));
    }
  });

  it('is replaced when its snapshot is damaged, which is not kept as the one before', async () => {
    await runtime.close();
    await archive().keep(await train(1));
    await archive().keep(await train(2));
    await writeFile(join(dir, 'class-model-server.snapshot'), 'a disk that failed');
    expect((await archive().newest('server'))?.card.toMs).toBe(1);
    await archive().keep(await train(3));
    expect((await archive().newest('server'))?.card.toMs).toBe(3);
    await writeFile(join(dir, 'class-model-server.snapshot'), 'and failed again');
    expect((await archive().newest('server'))?.card.toMs).toBe(1);
  });
});
