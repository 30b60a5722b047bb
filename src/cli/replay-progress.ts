import type { ReplayObserver } from '../application/replay-file.js';

/** Bad rows printed one by one for each file; the summary has their number. */
const badRowsShown = 10;

/** Shows on stderr how far the files are, when it is a terminal, and the rows that are skipped. */
export class ReplayProgress {
  readonly #files = new Map<string, { sent: number; rows: number }>();

  constructor(private readonly stderr: NodeJS.WriteStream) {}

  /** What one file reports to. */
  of(file: string): ReplayObserver {
    let badRows = 0;
    return {
      badRow: (line, problem) => {
        badRows += 1;
        if (badRows <= badRowsShown) this.stderr.write(`${file}:${line}: ${problem}; row skipped\n`);
        if (badRows === badRowsShown + 1) this.stderr.write(`${file}: further bad rows are counted only\n`);
      },
      progress: (sent, rows) => {
        this.#files.set(file, { sent, rows });
        this.#show();
      },
    };
  }

  /** Ends the line that was being rewritten. */
  end(): void {
    if (this.stderr.isTTY && this.#files.size > 0) this.stderr.write('\n');
  }

  #show(): void {
    if (!this.stderr.isTTY) return;
    const files = [...this.#files.values()];
    const sent = files.reduce((sum, file) => sum + file.sent, 0);
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    this.stderr.write(`\r${sent} of ${rows} rows sent`);
  }
}
