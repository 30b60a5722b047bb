import type { AlertMatch } from '../../../domain/alerting/quiet/alert-match.js';
import type { MaintenanceWindow } from '../../../domain/alerting/quiet/maintenance-window.js';
import type { QuietTimesSet } from '../../../domain/alerting/quiet/quiet-book.js';
import type { Silence } from '../../../domain/alerting/quiet/silence.js';
import { QuietTimes, type QuietTimesQuery } from '../../../ports/quiet-times.js';
import type { Database } from './database.js';
import { asTime, msOf } from './times.js';

const common = `id, starts_at AS "startsAt", ends_at AS "endsAt", comment, created_by AS "createdBy", created_at AS "createdAt"`;

interface QuietRow {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly comment: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

const silenceColumns = `${common}, matchers`;
type SilenceRow = QuietRow & { readonly matchers: AlertMatch };

const windowColumns = `${common}, assets, include_fed AS "includeFed", weekly_zone AS "weeklyZone", weekly_until AS "weeklyUntil"`;
type WindowRow = QuietRow & {
  readonly assets: readonly string[];
  readonly includeFed: boolean;
  readonly weeklyZone: string | null;
  readonly weeklyUntil: Date | null;
};

const windowOverAt = `CASE WHEN weekly_zone IS NULL THEN ends_at ELSE coalesce(weekly_until, 'infinity') END`;

/** An absent filter is a null parameter. */
const page = (columns: string, table: string, overAt: string) => `
  SELECT ${columns} FROM ${table}
  WHERE ($1::boolean IS NULL OR (${overAt} <= $2) = $1)
    AND ($3::timestamptz IS NULL OR (starts_at, id) < ($3, $4::text COLLATE "C"))
  ORDER BY starts_at DESC, id DESC
  LIMIT $5`;

const listSilences = page(silenceColumns, 'silences', 'ends_at');
const listWindows = page(windowColumns, 'maintenance_windows', windowOverAt);

const insertSilence = `
  INSERT INTO silences (id, starts_at, ends_at, comment, created_by, created_at, matchers)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

const insertWindow = `
  INSERT INTO maintenance_windows (id, starts_at, ends_at, comment, created_by, created_at, assets, include_fed, weekly_zone, weekly_until)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const endSilence = `
  UPDATE silences SET starts_at = least(starts_at, $2), ends_at = $2 WHERE id = $1 AND ends_at > $2`;

const endWindow = `
  UPDATE maintenance_windows SET
    starts_at = CASE WHEN weekly_zone IS NULL THEN least(starts_at, $2) ELSE starts_at END,
    ends_at = CASE WHEN weekly_zone IS NULL THEN $2 ELSE ends_at END,
    weekly_until = CASE WHEN weekly_zone IS NULL THEN NULL ELSE $2 END
  WHERE id = $1 AND ${windowOverAt} > $2`;

/** The tables `silences` and `maintenance_windows`. */
export class PostgresQuietTimes extends QuietTimes {
  constructor(private readonly database: Database) {
    super();
  }

  async addSilence(silence: Silence): Promise<void> {
    await this.database.query(insertSilence, [...commonValues(silence), JSON.stringify(silence.matchers)]);
  }

  async addMaintenance(window: MaintenanceWindow): Promise<void> {
    const { assets, includeFed, weekly } = window;
    const own = [[...assets], includeFed, weekly?.timeZone ?? null, asTime(weekly?.until)];
    await this.database.query(insertWindow, [...commonValues(window), ...own]);
  }

  async endSilence(id: string, at: number): Promise<Silence | undefined> {
    await this.database.query(endSilence, [id, asTime(at)]);
    return this.findSilence(id);
  }

  async endMaintenance(id: string, at: number): Promise<MaintenanceWindow | undefined> {
    await this.database.query(endWindow, [id, asTime(at)]);
    return this.findMaintenance(id);
  }

  async findSilence(id: string): Promise<Silence | undefined> {
    const [row] = await this.database.query<SilenceRow>(`SELECT ${silenceColumns} FROM silences WHERE id = $1`, [id]);
    return row && mapSilence(row);
  }

  async findMaintenance(id: string): Promise<MaintenanceWindow | undefined> {
    const [row] = await this.database.query<WindowRow>(
      `SELECT ${windowColumns} FROM maintenance_windows WHERE id = $1`,
      [id],
    );
    return row && mapWindow(row);
  }

  async silences(query: QuietTimesQuery): Promise<readonly Silence[]> {
    return (await this.database.query<SilenceRow>(listSilences, pageValues(query))).map(mapSilence);
  }

  async maintenance(query: QuietTimesQuery): Promise<readonly MaintenanceWindow[]> {
    return (await this.database.query<WindowRow>(listWindows, pageValues(query))).map(mapWindow);
  }

  async notOverAt(at: number): Promise<QuietTimesSet> {
    const silences = await this.database.query<SilenceRow>(
      `SELECT ${silenceColumns} FROM silences WHERE ends_at > $1 ORDER BY starts_at, id`,
      [asTime(at)],
    );
    const windows = await this.database.query<WindowRow>(
      `SELECT ${windowColumns} FROM maintenance_windows WHERE ${windowOverAt} > $1 ORDER BY starts_at, id`,
      [asTime(at)],
    );
    return { silences: silences.map(mapSilence), windows: windows.map(mapWindow) };
  }
}

function commonValues({ id, startsAt, endsAt, comment, createdBy, createdAt }: Silence | MaintenanceWindow) {
  return [id, asTime(startsAt), asTime(endsAt), comment, createdBy, asTime(createdAt)];
}

function pageValues({ isOver, at, before, limit }: QuietTimesQuery): readonly unknown[] {
  return [isOver ?? null, asTime(at), asTime(before?.startsAt), before?.id ?? null, limit];
}

function mapSilence({ matchers, ...row }: SilenceRow): Silence {
  return { ...mapCommon(row), matchers };
}

function mapWindow({ assets, includeFed, weeklyZone, weeklyUntil, ...row }: WindowRow): MaintenanceWindow {
  const weekly = weeklyZone === null ? undefined : { timeZone: weeklyZone, until: msOf(weeklyUntil) };
  return { ...mapCommon(row), assets, includeFed, weekly };
}

function mapCommon({ startsAt, endsAt, createdAt, ...row }: QuietRow) {
  return { ...row, startsAt: startsAt.getTime(), endsAt: endsAt.getTime(), createdAt: createdAt.getTime() };
}
