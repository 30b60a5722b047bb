/** Bad rows printed one by one; the summary has their number. */
const BAD_ROWS_SHOWN = 10;
const ROWS_PER_UPDATE = 10_000;

/** Tells on stderr of skipped rows and, when it is a terminal, how far the file is. */
export class DetectProgress {
  #rows = 0;
  #anomalous = 0;
  #badRows = 0;

  constructor(
    private readonly file: string,
    private readonly stderr: NodeJS.WriteStream,
  ) {}

  readonly badRow = (line: number, problem: string): void => {
    this.#badRows += 1;
    if (this.#badRows <= BAD_ROWS_SHOWN) this.stderr.write(`${this.file}:${line}: ${problem}; row skipped\n`);
    if (this.#badRows === BAD_ROWS_SHOWN + 1) this.stderr.write(`${this.file}: further bad rows are counted only\n`);
  };

  row(isAnomalous: boolean): void {
    this.#rows += 1;
    if (isAnomalous) this.#anomalous += 1;
    if (this.stderr.isTTY && this.#rows % ROWS_PER_UPDATE === 0) this.stderr.write(`\r${this.#rows} rows scored`);
  }

  /** The last word: a summary where a person is watching, and the number of bad rows in any case. */
  end(): void {
    if (this.stderr.isTTY) this.stderr.write(`\r${this.#rows} rows scored, ${this.#anomalous} anomalous\n`);
    if (this.#badRows > 0) this.stderr.write(`${this.file}: ${this.#badRows} bad rows skipped\n`);
  }
}
