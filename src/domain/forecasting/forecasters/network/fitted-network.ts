import { DomainError } from '../../../errors.js';
import { type LayerShape, layerOf, shapesOf } from '../../../networks/layer-shape.js';
import type { Layer } from '../../../networks/layer.js';
import { Network } from '../../../networks/network.js';
import type { LayerSpec } from '../../../networks/network-spec.js';
import { checkAsk } from '../../ask.js';
import { bridgeGaps } from '../../bridge-gaps.js';
import type { EvenSeries } from '../../even-series.js';
import { type ChosenSettings, FittedForecaster } from '../../forecaster.js';
import { type SavedForecaster, SavedReader } from '../../saved-forecaster.js';
import { seen, type Sight } from './window.js';

/** Under which it is saved. */
export const NETWORK = 'network';

/** A trained network as a forecaster. `plenum train` makes it: learning takes a runtime, forecasting takes none. */
export class FittedNetwork extends FittedForecaster {
  readonly longestHorizon: number;
  readonly #network: Network;

  /** Throws `incompatible_data` when the layers do not fit the sight, or have biases, which would carry a drift on. */
  constructor(
    readonly stepMs: number,
    private readonly sight: Sight,
    private readonly layers: readonly Layer[],
  ) {
    super();
    if (layers[0]?.inputs !== sight.lookback || sight.lookback % sight.season !== 0) {
      throw new DomainError('incompatible_data', `the network does not look ${sight.lookback} steps back`);
    }
    if (layers.some(({ activation, bias }) => activation === 'tanh' || bias.some((value) => value !== 0))) {
      throw new DomainError(
        'incompatible_data',
        'the network is not one that forecasts: it makes something of nothing',
      );
    }
    this.longestHorizon = layers.at(-1)?.units ?? 0;
    this.#network = new Network(layers);
  }

  get leastHistory(): number {
    return this.sight.lookback;
  }

  settingsFor(): ChosenSettings {
    const { lookback, season } = this.sight;
    return { lookback, parameters: { season, layers: this.layers.map(({ kind, units }) => `${kind} ${units}`) } };
  }

  forecast(history: EvenSeries, horizon: number): Float64Array {
    checkAsk(this, history, horizon);
    const { season } = this.sight;
    const values = bridgeGaps(history.values, season);
    const { inputs, course } = seen(values, values.length, this.sight);
    const deviations = this.#network.forward(inputs);
    return Float64Array.from({ length: horizon }, (_, i) => (course[i % season] ?? NaN) + (deviations[i] ?? NaN));
  }

  save(): SavedForecaster {
    const { stepMs, sight } = this;
    return {
      forecaster: NETWORK,
      settings: { stepMs, ...sight, layers: this.layers.map(specOf) },
      arrays: Object.fromEntries(this.layers.map(({ kernel }, i) => [`kernel${i}`, Float64Array.from(kernel)])),
    };
  }

  /** The network that was saved. Throws `incompatible_data` if it is none. */
  static load(saved: SavedForecaster): FittedNetwork {
    const reader = new SavedReader(saved, NETWORK);
    const sight = { lookback: reader.number('lookback'), season: reader.number('season') };
    const layers = shapesOf(sight.lookback, specsOf(saved)).map((shape, i) =>
      layerOf(shape, Float32Array.from(reader.array(`kernel${i}`, weightsOf(shape))), undefined),
    );
    return new FittedNetwork(reader.number('stepMs'), sight, layers);
  }
}

function weightsOf({ kernelRows, kernelColumns }: LayerShape): number {
  return kernelRows * kernelColumns;
}

function specOf(layer: Layer): LayerSpec {
  const { activation } = layer;
  if (layer.kind === 'dense') return { kind: 'dense', units: layer.units, activation, bias: false };
  const { units, positions, width, dilation } = layer;
  return { kind: 'convolution', filters: units / positions, width, dilation, activation, bias: false };
}

/** As `specOf` made them. */
function specsOf({ settings }: SavedForecaster): readonly LayerSpec[] {
  const { layers } = settings;
  if (!Array.isArray(layers)) throw damaged();
  return layers.map((layer: unknown) => {
    if (!isRecord(layer)) throw damaged();
    const { kind, activation } = layer;
    if (activation !== 'linear' && activation !== 'relu') throw damaged();
    if (kind === 'dense') return { kind, units: count(layer['units']), activation, bias: false };
    if (kind !== 'convolution') throw damaged();
    const { filters, width, dilation } = layer;
    const taps = { filters: count(filters), width: count(width), dilation: count(dilation) };
    return { kind, ...taps, activation, bias: false };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) throw damaged();
  return value;
}

function damaged(): DomainError {
  return new DomainError('incompatible_data', 'the saved network has layers that cannot be read');
}
