import { describe, expect, it } from '@jest/globals';
import { builtModelWorker } from '../../../test/built-model-worker.js';
import { TfjsModelRuntime } from '../../adapters/model-runtime/tfjs/tfjs-model-runtime.js';
import { RecordingLog } from '../../adapters/system/recording-log.js';
import type { DeviceHistory } from '../../domain/detection/device-classes/device-history.js';
import { Noise } from '../../domain/twin/noise.js';
import { TrainClassModel } from './train-class-model.js';

const minutes = 400;

/** A server of which the fan follows power; `isRead` says which of the two is read in a minute. */
function aServer(assetId: string, isRead: (minute: number, column: number) => boolean = () => true): DeviceHistory {
  const noise = new Noise(1, assetId);
  const load = Float64Array.from({ length: minutes }, (_, t) => Math.sin(t / 20) + 0.02 * noise.gaussian());
  const columns = [load.map((value) => 300 + 200 * value), load.map((value) => 5_000 + 2_000 * value)];
  return { assetId, columns: columns.map((column, j) => column.map((value, t) => (isRead(t, j) ? value : NaN))) };
}

/** Principal components stand in at once: the runtime is closed. */
async function trainedOn(devices: readonly DeviceHistory[]) {
  const runtime = new TfjsModelRuntime('cpu', builtModelWorker);
  await runtime.close();
  const metrics = ['hw.host.power', 'hw.fan.speed'];
  const history = { className: 'server', metrics, fromMs: 0, toMs: 1, devices };
  return new TrainClassModel(runtime, new RecordingLog()).train(history, new AbortController().signal);
}

describe('a class of which too little was read', () => {
  it('has no model when no metrics were read together in the last quarter, though most of the history is there', async () => {
    const fansLostAt = 0.7 * minutes;
    const devices = ['a', 'b'].map((id) => aServer(id, (minute, column) => column === 0 || minute < fansLostAt));
    expect(await trainedOn(devices)).toBeUndefined();
  });

  it('has no model when its metrics were never read in the same minute', async () => {
    const devices = ['a', 'b'].map((id) => aServer(id, (minute, column) => minute % 2 === column));
    expect(await trainedOn(devices)).toBeUndefined();
  });

  it('has no model when the last quarter shows no three minutes of five', async () => {
    const devices = ['a', 'b'].map((id) => aServer(id, (minute) => minute < 0.7 * minutes || minute % 4 === 0));
    expect(await trainedOn(devices)).toBeUndefined();
  });

  it('has one when a single device has lost its fan', async () => {
    const lost = aServer('a', (minute, column) => column === 0 || minute < 0.7 * minutes);
    const trained = await trainedOn([lost, aServer('b')]);
    expect(trained?.model.judge('b', aServer('b').columns, minutes - 1)?.score).toBeLessThan(1);
  });
});
