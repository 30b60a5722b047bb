import type { Alert } from '../domain/alerting/alert.js';
import { type AlertMatch, alertMatcher, isSelective, placeOfAlert } from '../domain/alerting/quiet/alert-match.js';
import type { Silence } from '../domain/alerting/quiet/silence.js';
import type { SiteModel } from '../domain/assets/site-model.js';
import { DomainError } from '../domain/errors.js';
import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';
import type { QuietTimes, QuietTimesQuery } from '../ports/quiet-times.js';
import { allFiring } from './all-firing.js';
import type { AuditTrail } from './audit-trail.js';
import type { QuietInForce } from './quiet-in-force.js';

/** A silence that an operator asks for. */
export interface SilenceRequest {
  readonly matchers: AlertMatch;
  /** Epoch ms; absent, or past: from now on. */
  readonly startsAt?: number | undefined;
  readonly endsAt: number;
  readonly comment: string;
}

/** Silences as operators deal with them. Each change is audited before it takes effect. */
export class ManageSilences {
  constructor(
    private readonly quietTimes: QuietTimes,
    private readonly inForce: QuietInForce,
    private readonly alertLog: Pick<AlertLog, 'list'>,
    private readonly siteNow: () => SiteModel,
    private readonly trail: AuditTrail,
  ) {}

  list(query: Omit<QuietTimesQuery, 'at'>): Promise<readonly Silence[]> {
    return this.quietTimes.silences({ ...query, at: this.trail.now() });
  }

  /** Alerts that fire now and that such a silence would cover, newest start first. */
  async preview(matchers: AlertMatch): Promise<readonly AcknowledgedAlert[]> {
    const site = this.siteNow();
    const matches = alertMatcher(matchers);
    const fits = (alert: Alert) => matches(alert, placeOfAlert(site, alert));
    return (await allFiring(this.alertLog)).filter(fits);
  }

  /** Throws `invalid_input` when it would end before it begins, or cover whatever there is. */
  async create({ matchers, startsAt, endsAt, comment }: SilenceRequest, actor: string): Promise<Silence> {
    const now = this.trail.now();
    const begins = Math.max(startsAt ?? now, now);
    if (endsAt <= begins)
      throw new DomainError('invalid_input', 'endsAt: a silence ends after it begins, and not in the past');
    if (!isSelective(matchers)) {
      throw new DomainError(
        'invalid_input',
        'matchers: at least one must leave something out; this would silence everything',
      );
    }
    const id = this.trail.nextId();
    const silence: Silence = { id, matchers, startsAt: begins, endsAt, comment, createdBy: actor, createdAt: now };
    await this.trail.note({ actor, action: 'silence.created', subject: id, details: { matchers, endsAt, comment } });
    await this.quietTimes.addSilence(silence);
    await this.inForce.refresh();
    return silence;
  }

  /** Throws `not_found` when there is none. */
  async get(id: string): Promise<Silence> {
    return orNotFound(await this.quietTimes.findSilence(id), id);
  }

  /** Ends it now; one that is over stays as it is. Throws `not_found` when there is none. */
  async end(id: string, actor: string): Promise<Silence> {
    const known = await this.get(id);
    const now = this.trail.now();
    if (known.endsAt <= now) return known;
    await this.trail.note({ actor, action: 'silence.ended', subject: id, details: { comment: known.comment } });
    const ended = await this.quietTimes.endSilence(id, now);
    await this.inForce.refresh();
    return orNotFound(ended, id);
  }
}

function orNotFound(silence: Silence | undefined, id: string): Silence {
  if (!silence) throw new DomainError('not_found', `there is no silence ${id}`);
  return silence;
}
