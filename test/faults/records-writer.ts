import fs, { writeSync } from 'node:fs';
import { EmbeddedRecords } from '../../src/adapters/records/embedded/embedded-records.js';
import { PostgresAlertLog } from '../../src/adapters/records/postgres/postgres-alert-log.js';
import { PostgresAuditLog } from '../../src/adapters/records/postgres/postgres-audit-log.js';
import { PostgresDeadLetters } from '../../src/adapters/records/postgres/postgres-dead-letters.js';
import { PostgresSeriesCatalogue } from '../../src/adapters/records/postgres/postgres-series-catalogue.js';
import { aDeadLetter, anAuditEntry, aSeries } from '../records/builders.js';
import { anAlert } from '../alerting/builders.js';

// Child of records-sigkill.spec.ts: writes numbered records after the last one and prints each acknowledged number,
// until it kills itself in the middle of the given write of the engine, of which half reaches the file.
const [dataDir = '', writesToLive = '0'] = process.argv.slice(2);

let writesLeft = Number(writesToLive);
const write = fs.writeSync.bind(fs) as (
  fd: number,
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number | null,
) => number;
// Only the engine writes through the module object; the acknowledgements below use the function itself.
fs.writeSync = ((fd: number, buffer: Uint8Array, offset: number, length: number, position: number | null) => {
  if (writesLeft-- > 0) return write(fd, buffer, offset, length, position);
  write(fd, buffer, offset, Math.floor(length / 2), position);
  process.kill(process.pid, 'SIGKILL');
  return 0;
}) as typeof fs.writeSync;

const records = await EmbeddedRecords.open(dataDir);
const catalogue = new PostgresSeriesCatalogue(records.database);
const alerts = new PostgresAlertLog(records.database);
const audit = new PostgresAuditLog(records.database);
const letters = new PostgresDeadLetters(records.database, { capacity: 20 });

const [last] = await records.database.query<{ number: number }>('SELECT coalesce(max(id), 0) AS number FROM series');
for (let number = (last?.number ?? 0) + 1; ; number += 1) {
  const alert = anAlert({ id: `a${number}`, seriesId: number });
  await alerts.record([alert]);
  await alerts.record([{ ...alert, state: 'resolved', resolvedAt: alert.startsAt + 60_000 }]);
  const verdict = await audit.verify();
  if (!verdict.intact) throw new Error(`The audit log is broken at ${verdict.brokenAtPosition}.`);
  // Of a number that was not acknowledged, a part may be there already.
  if (verdict.entries < number) await audit.append(anAuditEntry({ id: `e${number}` }));
  await letters.add([aDeadLetter({ id: String(number).padStart(6, '0') })]);
  await catalogue.save([aSeries({ id: number, assetId: `srv-${number}` })]);
  writeSync(1, `${number}\n`);
  if (number % 5 === 0) await records.maintain();
}
