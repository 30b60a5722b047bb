import { writeSync } from 'node:fs';
import { type EngineName, engines } from './engines.js';

// Child of main.ts: starts an engine, prints how long that took, then inserts rows one by one and prints each
// acknowledged one; ends by itself after the given number, and in good order.
const [name = 'pglite-durable', folder = '', wanted = 'Infinity'] = process.argv.slice(2);
const begin = performance.now();
const engine = await engines[name as EngineName](folder);
const { client } = engine;
await client.query('CREATE TABLE IF NOT EXISTS row (id int PRIMARY KEY, text text NOT NULL)');
const { rows } = await client.query<{ last: number; count: number }>(
  'SELECT coalesce(max(id), 0) AS last, count(*)::int AS count FROM row',
);
const { last, count } = rows[0] ?? { last: 0, count: 0 };
writeSync(1, `open ${Math.round(performance.now() - begin)} ${last} ${count}\n`);
const beginInserts = performance.now();
for (let id = last + 1; id <= last + Number(wanted); id += 1) {
  await client.query('INSERT INTO row VALUES ($1, $2)', [id, `row ${id} `.repeat(20)]);
  writeSync(1, `${id}\n`);
}
writeSync(1, `done ${Math.round((1_000 * Number(wanted)) / (performance.now() - beginInserts))}\n`);
await engine.close();
