import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';

/** Names or patterns of which one must fit; all lists that are given must. */
export interface Matchers {
  readonly asset?: readonly string[];
  readonly room?: readonly string[];
  readonly assetKind?: readonly string[];
  readonly metric?: readonly string[];
  readonly component?: readonly string[];
  readonly alertKind?: readonly AlertOut['kind'][];
  readonly severity?: readonly AlertOut['severity'][];
}

export interface SilenceIn {
  readonly matchers: Matchers;
  /** Now, when absent. */
  readonly startsAt?: string;
  readonly endsAt: string;
  readonly comment: string;
}

/** Not begun, in effect, over. */
export type QuietState = 'pending' | 'active' | 'expired';

/** What silences and maintenance windows have in common. */
export interface QuietTime {
  readonly id: string;
  readonly state: QuietState;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly comment: string;
  readonly createdBy: string;
}

export interface SilenceOut extends QuietTime {
  readonly matchers: Matchers;
}

export interface SilencePreviewOut {
  readonly total: number;
  readonly items: readonly AlertOut[];
}

export interface MaintenanceIn {
  readonly assets: readonly string[];
  readonly includeFed: boolean;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly weekly?: { readonly timeZone: string };
  readonly comment: string;
}

export interface MaintenanceOut extends QuietTime {
  readonly assets: readonly string[];
  readonly includeFed: boolean;
  readonly weekly: { readonly timeZone: string; readonly until: string | null } | null;
}
