import { expect } from '@jest/globals';
import { metricDefinition } from '../../src/domain/telemetry/metric-catalogue.js';
import { call } from '../e2e/api-call.js';
import { type Choices, type DashboardFile, filled, filledSql, type PanelQuery } from './dashboard-files.js';
import { faultyAsset } from './faulty-day.js';

/** A table of an answer; the first column of InfluxQL's is the time. */
export interface Frame {
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

interface Result {
  readonly error?: string;
  readonly series?: readonly Frame[];
}

export type AskInfluxQl = (query: string) => Promise<readonly Frame[]>;

/** Asks as Grafana's InfluxDB data source does: Plenum or InfluxDB, whatever answers `/query` there. Rejects with what is wrong. */
export function influxQlAt(url: string, { db, headers = {} }: { db: string; headers?: Record<string, string> }) {
  return async (q: string): Promise<readonly Frame[]> => {
    const { status, json, text } = await call(new URL(`/query?db=${db}&epoch=ms`, url), {
      method: 'POST',
      body: new URLSearchParams({ q }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
    if (status !== 200) throw new Error(`${q}\nanswered ${status}: ${text}`);
    const [result] = (json as { results: readonly Result[] }).results;
    if (result?.error !== undefined) throw new Error(`${q}\nanswered: ${result.error}`);
    return result?.series ?? [];
  };
}

const dayMs = 86_400_000;
const interval = { influxQl: '2m', seconds: 120 };

/** Fills variables, time range and interval of panel queries, and asks them, as Grafana would for the day that ends then. */
export class PanelRun {
  constructor(
    private readonly sources: { readonly influxQl: AskInfluxQl; readonly sql: AskInfluxQl },
    readonly toMs: number,
  ) {}

  /** Chooses as a reader would who leaves the defaults, except that the series is that of the failed fan. */
  async choose({ variables }: DashboardFile): Promise<Choices> {
    const wanted: Record<string, string> = { metric: 'dc.crah.fan_speed', asset: faultyAsset, room: 'hall-1' };
    const chosen: Record<string, readonly string[]> = {};
    for (const { name, type, query, multi, regex, allValue } of variables) {
      if (type !== 'query') continue;
      const [list] = await this.sources.influxQl(filled(query, chosen));
      const listed = (list?.values ?? []).map((row) => String(row.at(-1)));
      const pattern = regex === undefined ? /./ : new RegExp(regex.slice(1, -1));
      const options = listed.filter((option) => pattern.test(option));
      const first = wanted[name] ?? options[0];
      if (allValue === undefined) expect({ name, options: options.length > 0 }).toEqual({ name, options: true });
      if (!multi) expect(options).toContain(first);
      chosen[name] = multi ? (allValue === undefined ? options : [allValue]) : [first ?? ''];
    }
    return chosen;
  }

  /** Asks a query and returns its number of rows, after a look at whether they are plausible. */
  async rowsOf(query: PanelQuery, choices: Choices): Promise<number> {
    const q = this.#filled(query, choices);
    expect(q).not.toMatch(/\$(?!\/)/);
    const frames = await (query.sql === undefined ? this.sources.influxQl(q) : this.sources.sql(q));
    expectPlausible(query, q, frames);
    return frames.reduce((sum, { values }) => sum + values.length, 0);
  }

  inRange(influxQl: string): string {
    return influxQl
      .replaceAll('$timeFilter', `time >= ${this.toMs - dayMs}ms and time <= ${this.toMs}ms`)
      .replaceAll('$__interval', interval.influxQl);
  }

  #filled({ influxQl = '', sql }: PanelQuery, choices: Choices): string {
    if (sql === undefined) return this.inRange(filled(influxQl, choices));
    return filledSql(sql, choices, { fromMs: this.toMs - dayMs, toMs: this.toMs, intervalS: interval.seconds });
  }
}

/** Queries whose answer may well be empty, because it is good news: no alert of that severity. */
export const mayBeEmpty = (panel: string) => /^Open, (critical|warning|info)$/.test(panel);

function expectPlausible({ board, panel }: PanelQuery, q: string, frames: readonly Frame[]): void {
  const where = `${board} / ${panel}`;
  const rows = frames.flatMap(({ values }) => values);
  if (!mayBeEmpty(panel)) expect({ where, q, isEmpty: rows.length === 0 }).toEqual({ where, q, isEmpty: false });
  const numbers = rows.flatMap((row) => row.slice(1)).filter((cell) => typeof cell === 'number');
  expect({ where, finite: numbers.every(Number.isFinite) }).toEqual({ where, finite: true });
  const metric = /FROM "([^"]+)"/.exec(q)?.[1] ?? '';
  const { min = -Infinity, max = Infinity } = metricDefinition(metric) ?? {};
  const isTotal = q.includes('sum("mean")');
  const columns = new Set(frames.flatMap((one) => one.columns.slice(1)));
  if (columns.size === 1 && !columns.has('score') && metricDefinition(metric) && !isTotal) {
    const outside = numbers.filter((value) => value < min || value > max);
    expect({ where, outside }).toEqual({ where, outside: [] });
  }
}
