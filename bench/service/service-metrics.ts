/** What a running service says of itself. */
export interface ServiceMetrics {
  /** Points on the bus that a consumer group has not committed yet, the largest of all groups. */
  readonly lagPoints: number;
  readonly rssBytes: number;
}

/** Reads `GET /metrics`. Throws when a needed metric is missing: a bench of an older service would mean nothing. */
export async function readServiceMetrics(url: string): Promise<ServiceMetrics> {
  const text = await (await fetch(new URL('/metrics', url))).text();
  return {
    lagPoints: Math.max(...valuesOf(text, 'plenum_bus_lag_points')),
    rssBytes: Math.max(...valuesOf(text, 'process_resident_memory_bytes')),
  };
}

/** All samples of a metric in the Prometheus text format. */
function valuesOf(text: string, name: string): readonly number[] {
  const samples = text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
  if (samples.length === 0) throw new Error(`the service has no metric ${name}`);
  return samples;
}
