import { checkAsk } from '../../ask.js';
import type { EvenSeries } from '../../even-series.js';
import { type ChosenSettings, FittedForecaster } from '../../forecaster.js';
import type { SavedForecaster } from '../../saved-forecaster.js';
import { servingHorizon } from '../../training.js';

interface Choices {
  readonly horizons: readonly number[];
  /** Name of the forecaster for each horizon. */
  readonly choices: readonly string[];
}

/** Hands each question to the forecaster that was chosen for its horizon. */
export class FittedAuto extends FittedForecaster {
  readonly stepMs: number;
  readonly longestHorizon: number;
  readonly leastHistory: number;

  constructor(
    private readonly name: string,
    private readonly chosen: Choices,
    private readonly parts: ReadonlyMap<string, FittedForecaster>,
  ) {
    super();
    const fitted = [...parts.values()];
    this.stepMs = fitted[0]?.stepMs ?? NaN;
    this.longestHorizon = Math.max(...chosen.horizons);
    this.leastHistory = Math.max(...fitted.map((part) => part.leastHistory));
  }

  settingsFor(horizon: number): ChosenSettings {
    const { lookback, parameters } = this.#partFor(horizon).settingsFor(horizon);
    return { lookback, parameters: { forecaster: this.#nameFor(horizon), ...parameters } };
  }

  forecast(history: EvenSeries, horizon: number): Float64Array {
    checkAsk(this, history, horizon);
    return this.#partFor(horizon).forecast(history, horizon);
  }

  save(): SavedForecaster {
    const saved = [...this.parts].map(([name, part]) => [name, part.save()] as const);
    return {
      forecaster: this.name,
      settings: { ...this.chosen, parts: Object.fromEntries(saved.map(([name, { settings }]) => [name, settings])) },
      arrays: Object.fromEntries(
        saved.flatMap(([name, { arrays }]) =>
          Object.entries(arrays).map(([array, values]) => [`${name}/${array}`, values]),
        ),
      ),
    };
  }

  #nameFor(horizon: number): string {
    const { horizons, choices } = this.chosen;
    return choices[horizons.indexOf(servingHorizon(horizons, horizon))] ?? '';
  }

  #partFor(horizon: number): FittedForecaster {
    const part = this.parts.get(this.#nameFor(horizon));
    if (part === undefined) throw new Error(`BUG: no forecaster was chosen for a horizon of ${horizon}`);
    return part;
  }
}

/** The forecaster of this name inside what a `FittedAuto` saved. */
export function partOf({ settings, arrays }: SavedForecaster, name: string): SavedForecaster {
  const prefix = `${name}/`;
  const own = Object.entries(arrays).filter(([array]) => array.startsWith(prefix));
  return {
    forecaster: name,
    settings: recordIn(recordIn(settings, 'parts'), name),
    arrays: Object.fromEntries(own.map(([array, values]) => [array.slice(prefix.length), values])),
  };
}

/** A record inside a record; empty where there is none, which whoever reads it will notice. */
function recordIn(record: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const inner = record[key];
  return typeof inner === 'object' && inner !== null ? Object.fromEntries(Object.entries(inner)) : {};
}
