import type { VersionReason } from './detector-order.js';

/** Versions of each reason that are kept, the newest ones: a busy day of feedback must not push the daily ones out. */
export const versionsKept = 7;

/** What a lane keeps of a version: the name of the snapshot. */
export function versionPartName(versionId: string, partition: number): string {
  return `version-${versionId}-${partition}`;
}

/** What a version is called where nobody has named it. */
export const versionTitles: Record<VersionReason, string> = {
  daily: 'daily',
  'before-feedback': 'before feedback',
  'before-roll-back': 'before a roll-back',
  'on-demand': 'on demand',
};
