import { csvCell } from '../csv-cell.js';
import type { DetectedRow } from '../../application/detect-file.js';

/** How the answer is written: a head line, if any, and a line for each row. */
export interface RowFormat {
  readonly head: string;
  line(row: DetectedRow): string;
}

/**
 * `timestamp,score,anomalous`, then `expected,lower,upper` for one column, or `<column>.score` for each of several that
 * are judged one by one. What is not known is left empty.
 */
export function csvFormat(columns: readonly string[], isJoint: boolean): RowFormat {
  const base = ['timestamp', 'score', 'anomalous'];
  const kind = isJoint ? 'joint' : columns.length === 1 ? 'band' : 'columns';
  const extra = { joint: [], band: ['expected', 'lower', 'upper'], columns: columns.map((name) => `${name}.score`) };
  return {
    head: `${[...base, ...extra[kind]].map(csvCell).join(',')}\n`,
    line: ({ time, verdict: { score, columnScores, band } }) => {
      const start = `${csvCell(time)},${score},${score >= 1}`;
      if (kind === 'joint') return `${start}\n`;
      if (kind === 'columns') return `${start},${columnScores.join(',')}\n`;
      return `${start},${known(band?.expected)},${known(band?.lower)},${known(band?.upper)}\n`;
    },
  };
}

/**
 * One JSON object a line, with the same content; what is not known is null. Columns that are judged together are there
 * too: what each has in the score.
 */
export function jsonFormat(columns: readonly string[], isJoint: boolean): RowFormat {
  return {
    head: '',
    line: ({ time, verdict: { score, columnScores, band } }) => {
      const row = { timestamp: time, score, anomalous: score >= 1 };
      if (isJoint || columns.length > 1) {
        const scores = Object.fromEntries(columns.map((name, column) => [name, columnScores[column]]));
        return `${JSON.stringify({ ...row, columns: scores })}\n`;
      }
      // JSON.stringify writes NaN as null.
      return `${JSON.stringify({ ...row, expected: band?.expected, lower: band?.lower, upper: band?.upper })}\n`;
    },
  };
}

function known(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}
