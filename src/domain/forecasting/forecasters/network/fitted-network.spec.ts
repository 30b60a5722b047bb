import { describe, expect, it } from '@jest/globals';
import { describeForecasterContract } from '../../../../../test/contracts/forecaster.contract.js';
import type { DenseLayer } from '../../../networks/layer.js';
import { Noise } from '../../../twin/noise.js';
import { type FittedForecaster, Forecaster, type FitOptions } from '../../forecaster.js';
import type { EvenSeries } from '../../even-series.js';
import type { SavedForecaster } from '../../saved-forecaster.js';
import { trainingOf } from '../../training.js';
import { FittedNetwork, NETWORK } from './fitted-network.js';
import { sightOf } from './window.js';

const hourMs = 3_600_000;
const sight = sightOf(hourMs, 72);

/** A little of each hour of the last day in each step ahead, by weights that are drawn and not learned. */
function drawnLayer(horizon: number): DenseLayer {
  const noise = new Noise(3, 'weights');
  const kernel = Float32Array.from({ length: sight.lookback * horizon }, () => 1e-3 * noise.gaussian());
  const bias = new Float32Array(horizon);
  return { kind: 'dense', inputs: sight.lookback, units: horizon, activation: 'linear', kernel, bias };
}

/** What `plenum train` does, but for the learning. */
class DrawnNetwork extends Forecaster {
  fit(training: readonly EvenSeries[], options: FitOptions): FittedForecaster {
    const { stepMs, longestHorizon } = trainingOf(training, options);
    return new FittedNetwork(stepMs, sight, [drawnLayer(longestHorizon)]);
  }

  load(saved: SavedForecaster): FittedForecaster {
    return FittedNetwork.load(saved);
  }
}

describeForecasterContract(NETWORK, () => new DrawnNetwork());

describe('a network that forecasts', () => {
  it('looks back a whole number of days, or so many steps where there are none', () => {
    expect(sightOf(hourMs, 336)).toEqual({ lookback: 336, season: 24 });
    expect(sightOf(hourMs, 100)).toEqual({ lookback: 96, season: 24 });
    expect(sightOf(7 * 86_400_000, 10)).toEqual({ lookback: 10, season: 1 });
  });

  it('has no biases, which would carry a drift of the training on', () => {
    const biased = { ...drawnLayer(4), bias: Float32Array.of(0, 0, 1, 0) };
    expect(() => new FittedNetwork(hourMs, sight, [biased])).toThrow('it makes something of nothing');
  });

  it('is refused with layers that do not fit', () => {
    expect(() => new FittedNetwork(hourMs, { lookback: 48, season: 24 }, [drawnLayer(4)])).toThrow('48 steps back');
  });
});
