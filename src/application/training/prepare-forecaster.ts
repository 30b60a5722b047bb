import { tooShort } from '../../domain/forecasting/ask.js';
import { baseline, forecasters } from '../../domain/forecasting/catalogue.js';
import { type EvenSeries, sliceOf } from '../../domain/forecasting/even-series.js';
import { FittedNetwork } from '../../domain/forecasting/forecasters/network/fitted-network.js';
import { type NetworkKind, networkKinds } from '../../domain/forecasting/forecasters/network/network-kinds.js';
import { scaleOf, windowSet } from '../../domain/forecasting/forecasters/network/window-set.js';
import { sightOf } from '../../domain/forecasting/forecasters/network/window.js';
import type { ModelWish, PreparedTraining, Split } from './prepared-training.js';
import { scoreForecaster } from './score-forecaster.js';

/** Few are needed: windows that begin an hour apart are much the same, so an epoch shows each of them many times. */
const EPOCHS = 12;
const PATIENCE = 3;
const BATCH_ROWS = 64;
const LEARNING_RATE = 3e-4;

/** A network that the series share as their forecaster, beside the seasonal naive forecast. */
export function prepareForecaster(
  series: readonly EvenSeries[],
  [learned, validating]: Split,
  wish: ModelWish & { readonly model: NetworkKind },
): PreparedTraining {
  const { horizon, seed } = wish;
  const stepMs = series[0]?.stepMs ?? 1;
  const sight = sightOf(stepMs, wish.lookback);
  const validated = learned + validating;
  const scored = (series[0]?.values.length ?? 0) - validated;
  if (scored < horizon) throw tooShort(`the part of ${scored} rows that is scored`, scored, horizon);
  const training = { epochs: wish.epochs ?? EPOCHS, patience: PATIENCE, batchRows: BATCH_ROWS, seed };
  const layers = networkKinds[wish.model](horizon, sight.season);
  const where = { from: validated, horizon };
  const scales = series.map((one) => scaleOf(one, learned));
  return {
    set: windowSet(series, sight, horizon, { learned, validated }),
    spec: { layers, ...training, learningRate: LEARNING_RATE },
    sight: { ...sight, horizon },
    scoresOf: (trained) => scoreForecaster(new FittedNetwork(stepMs, sight, trained), series, scales, where),
    baseline: () => {
      const known = series.map((one) => sliceOf(one, 0, learned));
      const naive = forecasters[baseline]().fit(known, { horizons: [horizon] });
      return { name: baseline, ...scoreForecaster(naive, series, scales, where) };
    },
  };
}
