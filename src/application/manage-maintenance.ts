import {
  longestWeeklyMs,
  type MaintenanceWindow,
  type WeeklyRecurrence,
  WindowTimes,
} from '../domain/alerting/quiet/maintenance-window.js';
import type { QuietState } from '../domain/alerting/quiet/quiet-span.js';
import { DomainError } from '../domain/errors.js';
import { isTimeZone } from '../domain/time-zone.js';
import type { QuietTimes, QuietTimesQuery } from '../ports/quiet-times.js';
import type { AuditTrail } from './audit-trail.js';
import type { QuietInForce } from './quiet-in-force.js';
import type { SiteAssets } from './site-assets.js';

/** A maintenance window that an operator asks for. */
export interface MaintenanceRequest {
  readonly assets: readonly string[];
  readonly includeFed: boolean;
  /** Epoch ms; may lie in the past, so that nothing is learned from work that has begun already. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly weekly?: WeeklyRecurrence | undefined;
  readonly comment: string;
}

/** A window with where it stands now. */
export type MaintenanceView = MaintenanceWindow & { readonly state: QuietState };

/** Maintenance windows as operators deal with them. Each change is audited before it takes effect. */
export class ManageMaintenance {
  constructor(
    private readonly quietTimes: QuietTimes,
    private readonly inForce: QuietInForce,
    private readonly siteAssets: Pick<SiteAssets, 'model' | 'discovered'>,
    private readonly trail: AuditTrail,
  ) {}

  async list(query: Omit<QuietTimesQuery, 'at'>): Promise<readonly MaintenanceView[]> {
    const windows = await this.quietTimes.maintenance({ ...query, at: this.trail.now() });
    return windows.map((window) => this.#viewOf(window));
  }

  /** Throws `invalid_input` for times that make no sense and for assets that nobody knows. */
  async create(request: MaintenanceRequest, actor: string): Promise<MaintenanceView> {
    const createdAt = this.trail.now();
    refuseSenseless(request, createdAt);
    await this.#refuseUnknown(request.assets);
    const { assets, includeFed, startsAt, endsAt, weekly, comment } = request;
    const id = this.trail.nextId();
    await this.trail.note({
      actor,
      action: 'maintenance.created',
      subject: id,
      details: { assets, includeFed, startsAt, endsAt, weekly: weekly ?? null, comment },
    });
    const window = { id, assets, includeFed, startsAt, endsAt, weekly, comment, createdBy: actor, createdAt };
    await this.quietTimes.addMaintenance(window);
    await this.inForce.refresh();
    return this.#viewOf(window);
  }

  /** Throws `not_found` when there is none. */
  async get(id: string): Promise<MaintenanceView> {
    const window = await this.quietTimes.findMaintenance(id);
    if (!window) throw new DomainError('not_found', `there is no maintenance window ${id}`);
    return this.#viewOf(window);
  }

  /** Ends it now, one that comes again for good; one that is over stays as it is. Throws `not_found` when there is none. */
  async end(id: string, actor: string): Promise<MaintenanceView> {
    const known = await this.get(id);
    const now = this.trail.now();
    if (known.state === 'expired') return known;
    await this.trail.note({ actor, action: 'maintenance.ended', subject: id, details: { comment: known.comment } });
    await this.quietTimes.endMaintenance(id, now);
    await this.inForce.refresh();
    return this.get(id);
  }

  #viewOf(window: MaintenanceWindow): MaintenanceView {
    return { ...window, state: new WindowTimes(window).stateAt(this.trail.now()) };
  }

  async #refuseUnknown(assets: readonly string[]): Promise<void> {
    const notInSite = assets.filter((id) => !this.siteAssets.model.find(id));
    if (notInSite.length === 0) return;
    const discovered = new Set((await this.siteAssets.discovered()).map(({ assetId }) => assetId));
    const unknown = notInSite.filter((id) => !discovered.has(id));
    if (unknown.length > 0) throw new DomainError('invalid_input', `assets: there is no asset ${unknown.join(', ')}`);
  }
}

function refuseSenseless({ assets, startsAt, endsAt, weekly }: MaintenanceRequest, now: number): void {
  const refuse = (problem: string): never => {
    throw new DomainError('invalid_input', problem);
  };
  if (assets.length === 0) refuse('assets: name at least one; the site stands for everything');
  if (endsAt <= startsAt) refuse('endsAt: a window ends after it begins');
  if (!weekly) {
    if (endsAt <= now) refuse('endsAt: lies in the past');
    return;
  }
  if (endsAt - startsAt > longestWeeklyMs) refuse('endsAt: one time of a weekly window lasts at most six days');
  if (!isTimeZone(weekly.timeZone)) refuse('weekly.timeZone: expected an IANA time zone such as Europe/Berlin');
  const { until = Infinity } = weekly;
  if (until <= Math.max(startsAt, now)) refuse('weekly.until: lies before it begins, or in the past');
}
