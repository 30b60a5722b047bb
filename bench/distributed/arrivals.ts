import { setTimeout as pause } from 'node:timers/promises';
import type { Rig } from './rig.js';

const everyMs = 50;

/** Rows that have got into InfluxDB. */
export interface Arrivals {
  readonly points: number;
  readonly scores: number;
}

/** What the processes say of themselves, which costs nothing; `storedRows` is the proof. */
export async function reportedArrivals({ store, score }: Rig): Promise<Arrivals> {
  const [points, scores] = await Promise.all([
    sample(store.url, 'plenum_component_received_total{component="store-telemetry"}'),
    sample(score.url, 'plenum_component_sent_total{component="score"}'),
  ]);
  return { points, scores };
}

/** Resolves when both have come to as many as wanted. Rejects when that takes longer than the limit. */
export async function awaitArrivals(rig: Rig, wanted: Arrivals, limitSeconds: number): Promise<void> {
  const giveUpAt = performance.now() + limitSeconds * 1000;
  for (;;) {
    const { points, scores } = await reportedArrivals(rig);
    if (points >= wanted.points && scores >= wanted.scores) return;
    if (performance.now() > giveUpAt) {
      throw new Error(
        `of ${wanted.points} points ${points} are stored and ${scores} scored after ${limitSeconds} s more`,
      );
    }
    await pause(everyMs);
  }
}

/** Points and scores that InfluxDB counts in all rows. */
export async function storedRows({ servers }: Rig): Promise<Arrivals> {
  const text = await servers.influx.query('plenum', 'SELECT count("value"), count("score") FROM /.*/');
  // The border: InfluxQL's documented answer.
  const { results } = JSON.parse(text) as {
    readonly results: readonly { readonly series?: readonly { readonly values: readonly (readonly number[])[] }[] }[];
  };
  const rows = results.flatMap(({ series = [] }) => series.flatMap(({ values }) => values));
  const total = (column: number) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0);
  return { points: total(1), scores: total(2) };
}

async function sample(url: string, name: string): Promise<number> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  // A counter appears when it is first counted.
  return line === undefined ? 0 : Number(line.slice(name.length + 1));
}
