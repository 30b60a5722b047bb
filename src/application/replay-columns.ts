import type { TableRow } from '../domain/telemetry/csv/table-row.js';
import type { IntakeColumn, TelemetryIntake } from '../ports/telemetry-intake.js';

interface Naming {
  readonly assetId: string;
  readonly metric: string | undefined;
  readonly unit: string | undefined;
  readonly names: readonly { readonly name: string }[];
}

type FillingColumn = IntakeColumn & { readonly at: number[]; readonly values: number[] };

/** Gathers rows as columns, sends them, and keeps count. */
export class ReplayColumns {
  #columns = new Map<string, FillingColumn>();
  #points = 0;
  #sent = 0;
  #refused = 0;
  #firstRefusal: string | undefined;

  constructor(private readonly intake: TelemetryIntake) {}

  /** Points gathered since the last flush. */
  get points(): number {
    return this.#points;
  }

  get totals(): { points: number; refusedPoints: number; firstRefusal: string | undefined } {
    return { points: this.#sent, refusedPoints: this.#refused, firstRefusal: this.#firstRefusal };
  }

  /** Adds the readings of a row at a time in epoch ms; cells without a reading add nothing. */
  add(row: TableRow, at: number, naming: Naming): void {
    for (const [index, value] of row.values.entries()) {
      const name = naming.names[index]?.name;
      if (value === undefined || name === undefined) continue;
      const column = this.#column(name, naming);
      column.at.push(Math.round(at));
      column.values.push(value);
      this.#points += 1;
    }
  }

  async flush(): Promise<void> {
    if (this.#points === 0) return;
    const points = this.#points;
    const columns = [...this.#columns.values()];
    this.#columns = new Map();
    this.#points = 0;
    const refusals = await this.intake.send(columns);
    this.#sent += points;
    this.#refused += refusals.points;
    this.#firstRefusal ??= refusals.firstReason;
  }

  #column(name: string, { assetId, metric, unit }: Naming): FillingColumn {
    const known = this.#columns.get(name);
    if (known) return known;
    const column = { assetId, metric: metric ?? name, unit, at: [], values: [] };
    this.#columns.set(name, column);
    return column;
  }
}
