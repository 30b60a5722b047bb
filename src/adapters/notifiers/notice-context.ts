import type { AlertNotice } from '../../domain/alerting/alert-notice.js';
import type { AssetPlace } from '../../domain/assets/asset-place.js';

/** What messages say beyond the alert itself. */
export interface NoticeContext {
  /** Name of the site. */
  readonly site: string;
  /** IANA name; times that people read are in it. */
  readonly timezone: string;
  /** Address of the console as its readers reach it; undefined: messages have no links. */
  readonly consoleUrl: string | undefined;
  /** Whether the console at that address knows series by the ids that alerts bear. The center gives those of an edge other ids. */
  readonly isConsoleOfSeries: boolean;
  readonly placeOf: (assetId: string) => AssetPlace;
}

/**
 * Address of what the alert is about: its series, or the device that is silent or whose series the console knows by another
 * id. Of an alert of Plenum about itself: that of all open alerts.
 */
export function alertLink(context: NoticeContext, alert: AlertNotice): string | undefined {
  if (alert.kind === 'plenum') return alertsLink(context);
  const { consoleUrl, isConsoleOfSeries } = context;
  const isOfSeries = isConsoleOfSeries && alert.kind !== 'silent' && alert.seriesId > 0;
  const place = isOfSeries ? `series/${alert.seriesId}` : `assets/${encodeURIComponent(alert.assetId)}`;
  return linkTo(consoleUrl, place);
}

/** Address of all open alerts. */
export function alertsLink({ consoleUrl }: NoticeContext): string | undefined {
  return linkTo(consoleUrl, 'alerts');
}

export function incidentLink({ consoleUrl }: NoticeContext, id: string): string | undefined {
  return linkTo(consoleUrl, `incidents/${encodeURIComponent(id)}`);
}

/** Address of all open incidents. */
export function incidentsLink({ consoleUrl }: NoticeContext): string | undefined {
  return linkTo(consoleUrl, 'incidents');
}

/** `hall-1-crah-1 (hall-1)`; the asset alone where its room is not known. */
export function placeText({ placeOf }: NoticeContext, { assetId }: AlertNotice): string {
  const { room } = placeOf(assetId);
  return room === undefined || room === assetId ? assetId : `${assetId} (${room})`;
}

/** A time as people at the site read it, such as `2026-03-01 13:00:00 CET`. */
export function timeText({ timezone }: NoticeContext, at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
  }).formatToParts(at);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  return `${date} ${part('hour')}:${part('minute')}:${part('second')} ${part('timeZoneName')}`;
}

function linkTo(consoleUrl: string | undefined, place: string): string | undefined {
  return consoleUrl === undefined ? undefined : `${consoleUrl.replace(/\/+$/, '')}/#/${place}`;
}
