import type { MaintenanceView } from '../../application/manage-maintenance.js';
import type { AlertMatch } from '../../domain/alerting/quiet/alert-match.js';
import { spanStateAt } from '../../domain/alerting/quiet/quiet-span.js';
import type { Silence } from '../../domain/alerting/quiet/silence.js';
import { literalGlob } from '../../domain/glob.js';
import { isoOf, isoOrNull } from '../iso.js';
import type { MaintenanceOut } from './maintenance.schema.js';
import type { Matchers, SilenceOut } from './silences.schema.js';

export function mapSilence(silence: Silence, now: number): SilenceOut {
  const { id, matchers, comment, createdBy } = silence;
  return {
    id,
    state: spanStateAt(silence, now),
    // Not validated: one silence that is stored as nobody may ask for it today would hide all others.
    matchers: matchers as Matchers,
    ...timesOf(silence),
    comment,
    createdBy,
  };
}

export function mapMaintenance(window: MaintenanceView): MaintenanceOut {
  const { id, state, assets, includeFed, weekly, comment, createdBy } = window;
  return {
    id,
    state,
    assets: [...assets],
    includeFed,
    ...timesOf(window),
    weekly: weekly ? { timeZone: weekly.timeZone, until: isoOrNull(weekly.until) } : null,
    comment,
    createdBy,
  };
}

/** Conditions that fit an alert of the same kind on the same series, whatever its severity. */
export function matchersOfSeries(alert: {
  readonly assetId: string;
  readonly metric: string;
  readonly component: string;
  readonly kind: string;
}): AlertMatch {
  const { assetId, metric, component, kind } = alert;
  return {
    asset: [literalGlob(assetId)],
    metric: [literalGlob(metric)],
    component: [literalGlob(component)],
    alertKind: [kind],
  };
}

function timesOf({ startsAt, endsAt, createdAt }: Pick<Silence, 'startsAt' | 'endsAt' | 'createdAt'>) {
  return { startsAt: isoOf(startsAt), endsAt: isoOf(endsAt), createdAt: isoOf(createdAt) };
}
