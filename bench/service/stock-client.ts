import { setImmediate as turn } from 'node:timers/promises';
import { InfluxDB, Point, type WriteApi } from '@influxdata/influxdb-client';

const hosts = 100;
const stepMs = 10_000;
const startsAt = Date.UTC(2025, 9, 9);
/** Steps after which the sending side lets its requests go out. */
const stepsPerTurn = 100;

/**
 * Points a second that a stock InfluxDB client gets acknowledged with its default options; the making of the points
 * counts too. Rejects at the first write that fails.
 */
export async function measureStockClient(url: string, points: number): Promise<number> {
  const startedAt = performance.now();
  let acknowledged = 0;
  await new Promise<void>((resolve, reject) => {
    const api = new InfluxDB({ url }).getWriteApi('bench', 'bench', 'ms', {
      writeSuccess: (lines) => {
        acknowledged += lines.length;
        if (acknowledged === points) resolve();
      },
      writeFailed: reject,
    });
    writeAll(api, points).catch(reject);
  });
  return points / ((performance.now() - startedAt) / 1000);
}

async function writeAll(api: WriteApi, points: number): Promise<void> {
  for (let step = 0; step < points / hosts; step += 1) {
    for (let host = 0; host < hosts; host += 1) {
      const point = new Point('chassis').tag('host', `stock-${host}`).timestamp(startsAt + step * stepMs);
      api.writePoint(point.floatField('inlet_celsius', host + (step % 97) / 7));
    }
    if (step % stepsPerTurn === 0) await turn();
  }
  await api.close();
}
