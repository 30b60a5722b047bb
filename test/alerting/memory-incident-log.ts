import type { Alert } from '../../src/domain/alerting/alert.js';
import { incidentNotices, type IncidentNotice } from '../../src/domain/alerting/incidents/incident-notice.js';
import type { IncidentWithMembers } from '../../src/domain/alerting/incidents/incident.js';
import { DomainError } from '../../src/domain/errors.js';
import type { AcknowledgedAlert, AlertLog } from '../../src/ports/alert-log.js';
import {
  type AcknowledgedIncident,
  IncidentLog,
  type IncidentQuery,
  type IncidentTrouble,
} from '../../src/ports/incident-log.js';

/** Incidents in memory beside an alert log: what outlives a crash of the objects around it. `refuseNext` stands for a database gone. */
export class MemoryIncidentLog extends IncidentLog {
  readonly #rows = new Map<string, AcknowledgedIncident>();
  readonly #incidentOf = new Map<string, string>();
  /** How many notes of an incident have been marked. */
  readonly #noted = new Map<string, number>();
  #refusals = 0;

  constructor(private readonly alertLog: AlertLog) {
    super();
  }

  refuseNext(times = 1): void {
    this.#refusals = times;
  }

  override async ungrouped(limit: number): Promise<readonly Alert[]> {
    const alerts = await this.#alerts();
    return alerts
      .filter(({ id }) => !this.#incidentOf.has(id))
      .slice(0, limit)
      .map(bare);
  }

  override async open(): Promise<readonly IncidentWithMembers[]> {
    const open = [...this.#rows.values()].filter(({ state }) => state === 'open');
    return Promise.all(
      open
        .sort(newestFirst)
        .reverse()
        .map(async ({ acknowledgedBy: _by, acknowledgedAt: _at, ...incident }) => ({
          ...incident,
          members: (await this.membersOf(incident.id)).map(bare),
        })),
    );
  }

  override record(incidents: readonly IncidentWithMembers[]): Promise<void> {
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return Promise.reject(new DomainError('unavailable', 'the database is gone', { retriable: true }));
    }
    for (const { members, ...incident } of incidents) {
      for (const { id } of members) this.#incidentOf.set(id, incident.id);
      const known = this.#rows.get(incident.id);
      if (known && known.state !== 'open') continue;
      const { acknowledgedBy, acknowledgedAt } = known ?? { acknowledgedBy: undefined, acknowledgedAt: undefined };
      this.#rows.set(incident.id, { ...incident, acknowledgedBy, acknowledgedAt });
    }
    return Promise.resolve();
  }

  override async list({ before, limit, ...wanted }: IncidentQuery): Promise<readonly AcknowledgedIncident[]> {
    const alerts = await this.#alerts();
    const isAbout = (id: string, among: ReadonlySet<string>) =>
      alerts.some((alert) => among.has(alert.assetId) && this.#incidentOf.get(alert.id) === id);
    return [...this.#rows.values()]
      .filter(({ state }) => wanted.states?.includes(state) ?? true)
      .filter(({ id }) => wanted.assetId === undefined || isAbout(id, new Set([wanted.assetId])))
      .filter(({ id }) => wanted.among === undefined || isAbout(id, wanted.among))
      .filter(({ severity }) => wanted.severity === undefined || severity === wanted.severity)
      .filter(({ startsAt }) => startsAt >= (wanted.fromMs ?? -Infinity) && startsAt < (wanted.toMs ?? Infinity))
      .filter((row) => before === undefined || newestFirst(before, row) < 0)
      .sort(newestFirst)
      .slice(0, limit);
  }

  override find(id: string): Promise<AcknowledgedIncident | undefined> {
    return Promise.resolve(this.#rows.get(id));
  }

  override async membersOf(id: string): Promise<readonly AcknowledgedAlert[]> {
    return (await this.#alerts()).filter((alert) => this.#incidentOf.get(alert.id) === id);
  }

  override async troublesOf(ids: readonly string[]): Promise<ReadonlyMap<string, IncidentTrouble>> {
    const troubles = new Map<string, IncidentTrouble>();
    for (const id of ids) {
      let heir = this.#rows.get(id);
      while (heir?.mergedInto !== undefined) heir = this.#rows.get(heir.mergedInto);
      const members = heir ? await this.membersOf(heir.id) : [];
      if (heir && members.length > 0) troubles.set(id, { causeAssetId: heir.causeAssetId, members });
    }
    return troubles;
  }

  override causesOf(alertIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const causes = alertIds.flatMap((id): [string, string][] => {
      const cause = this.#rows.get(this.#incidentOf.get(id) ?? '')?.causeAssetId;
      return cause === undefined ? [] : [[id, cause]];
    });
    return Promise.resolve(new Map(causes));
  }

  override unnotified(limit: number): Promise<readonly IncidentNotice[]> {
    const untold = [...this.#rows.values()].filter(({ id, notes }) => notes.length > this.#notedOf(id));
    const oldest = untold.sort(newestFirst).reverse().slice(0, limit);
    return Promise.resolve(
      oldest.flatMap(({ acknowledgedBy: _by, acknowledgedAt: _at, ...incident }) =>
        incidentNotices(incident, this.#notedOf(incident.id)),
      ),
    );
  }

  override markNotified(notices: readonly IncidentNotice[]): Promise<void> {
    for (const { id, noteIndex } of notices) this.#noted.set(id, Math.max(noteIndex + 1, this.#notedOf(id)));
    return Promise.resolve();
  }

  override incidentsOf(alertIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = alertIds.flatMap((id): [string, string][] => {
      const incidentId = this.#incidentOf.get(id);
      return incidentId === undefined ? [] : [[id, incidentId]];
    });
    return Promise.resolve(new Map(known));
  }

  override acknowledge(id: string, by: string, at: number): Promise<boolean> {
    const row = this.#rows.get(id);
    if (row) this.#rows.set(id, { ...row, acknowledgedBy: by, acknowledgedAt: at });
    return Promise.resolve(row !== undefined);
  }

  #notedOf(id: string): number {
    return this.#noted.get(id) ?? 0;
  }

  async #alerts(): Promise<readonly AcknowledgedAlert[]> {
    const alerts = await this.alertLog.list({ limit: 100_000 });
    return [...alerts].sort(
      (left, right) => (left.firedAt ?? 0) - (right.firedAt ?? 0) || (left.id < right.id ? -1 : 1),
    );
  }
}

function newestFirst(left: { startsAt: number; id: string }, right: { startsAt: number; id: string }): number {
  return right.startsAt - left.startsAt || (left.id === right.id ? 0 : left.id < right.id ? 1 : -1);
}

function bare({ acknowledgedBy: _by, acknowledgedAt: _at, ...alert }: AcknowledgedAlert): Alert {
  return alert;
}
