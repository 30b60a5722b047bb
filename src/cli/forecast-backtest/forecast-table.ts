import type { BacktestedForecast } from '../../application/forecasting/backtest-forecasters.js';
import { csvCell } from '../csv-cell.js';
import { LineWriter } from '../line-writer.js';

/** The file of `--forecasts`. Columns that tell horizons and models apart come last, and only where there are several. */
export class ForecastTable {
  readonly #writer: LineWriter;
  #hasBegun = false;

  private constructor(
    path: string,
    private readonly isOfMany: boolean,
  ) {
    this.#writer = new LineWriter(path);
  }

  /** None if there is no path. */
  static to(path: string | undefined, { isOfMany }: { isOfMany: boolean }): ForecastTable | undefined {
    return path === undefined ? undefined : new ForecastTable(path, isOfMany);
  }

  async write({ model, horizon, origin, column, mean }: BacktestedForecast): Promise<void> {
    if (!this.#hasBegun) await this.#begin();
    const name = csvCell(column);
    const end = this.isOfMany ? `,${horizon},${model}\n` : '\n';
    let rows = '';
    for (const [i, value] of mean.entries()) rows += `${origin},${i + 1},${name},${value}${end}`;
    await this.#writer.write(rows);
  }

  async end(): Promise<void> {
    if (!this.#hasBegun) await this.#begin();
    await this.#writer.end();
  }

  async #begin(): Promise<void> {
    this.#hasBegun = true;
    await this.#writer.write(this.isOfMany ? 'origin,step,column,value,horizon,model\n' : 'origin,step,column,value\n');
  }
}
