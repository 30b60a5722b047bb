import { ErrorSum } from '../../domain/forecasting/error-sum.js';
import {
  autoencoderSet,
  autoencoderSpec,
  codeUnits,
  squeezed,
} from '../../domain/detection/autoencoder/autoencoder-spec.js';
import { principalNetwork } from '../../domain/detection/device-classes/principal-network.js';
import { DomainError } from '../../domain/errors.js';
import type { EvenSeries } from '../../domain/forecasting/even-series.js';
import { scaleOf } from '../../domain/forecasting/forecasters/network/window-set.js';
import type { Layer } from '../../domain/networks/layer.js';
import type { Scores } from '../../domain/networks/model-card.js';
import { Network } from '../../domain/networks/network.js';
import type { ModelWish, PreparedTraining, Split } from './prepared-training.js';

const EPOCHS = 40;
const BATCH_ROWS = 128;
const LEAST_ROWS = 60;

/** A network that tells whether the series belong together as they did, beside as many principal components. */
export function prepareAutoencoder(
  series: readonly EvenSeries[],
  [learned, validating]: Split,
  wish: ModelWish,
): PreparedTraining {
  const columns = series.length;
  if (columns < 2) throw new DomainError('invalid_input', 'an autoencoder needs at least two columns of values');
  const scales = series.map((one) => scaleOf(one, learned));
  /** Rows in which everything was read, over the spread of their columns. */
  const rowsFrom = (from: number, to: number): Float64Array[] => {
    const rows: Float64Array[] = [];
    for (let t = from; t < to; t++) {
      const row = Float64Array.from(scales, ({ mean, deviation }, j) =>
        squeezed(((series[j]?.values[t] ?? NaN) - mean) / deviation),
      );
      if (row.every(Number.isFinite)) rows.push(row);
    }
    return rows;
  };
  const learnedRows = rowsFrom(0, learned);
  const validationRows = rowsFrom(learned, learned + validating);
  const scoredRows = rowsFrom(learned + validating, series[0]?.values.length ?? 0);
  if (learnedRows.length < LEAST_ROWS) {
    const problem = `only ${learnedRows.length} of the rows to learn have a reading in every column`;
    throw new DomainError('invalid_input', `${problem}; at least ${LEAST_ROWS} are needed`);
  }
  if (scoredRows.length === 0) {
    throw new DomainError('invalid_input', 'none of the rows that are scored has a reading in every column');
  }
  const spec = autoencoderSpec(columns, { epochs: wish.epochs ?? EPOCHS, batchRows: BATCH_ROWS });
  return {
    set: autoencoderSet([...learnedRows, ...validationRows], validationRows.length),
    spec: { ...spec, seed: wish.seed },
    sight: null,
    scoresOf: (trained) => retold(scoredRows, trained),
    baseline: () => {
      const components = principalNetwork(learnedRows, codeUnits(columns));
      return { name: 'principal-components', ...retold(scoredRows, components) };
    },
  };
}

/** How far rows are from what a network makes of them. */
function retold(rows: readonly Float64Array[], layers: readonly Layer[]): Scores {
  const network = new Network(layers);
  const sums = new ErrorSum();
  for (const row of rows) network.forward(row).forEach((value, j) => sums.add(value - (row[j] ?? NaN)));
  return { mse: sums.mse, mae: sums.mae, count: rows.length };
}
