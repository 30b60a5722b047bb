import type { CatalogueMetric } from '../../metric-catalogue.js';
import { fingerprint } from './fingerprint.js';
import type { BadgeEvent, FlowEvent, LoginEvent, SecurityEvent } from './security-event.js';

/** A point of one event at one of those that it is about. */
export interface EventPoint {
  readonly entity: string;
  readonly kind: 'user' | 'source' | 'host' | 'door';
  readonly metric: CatalogueMetric;
  readonly component: string;
  readonly value: number;
}

/**
 * Everyone and everything that an event is counted at; none when it names nobody. What went well counts as no failure, too:
 * so the failures of one who never failed are known to have been none.
 */
export function pointsOf(event: SecurityEvent): EventPoint[] {
  switch (event.kind) {
    case 'login':
      return loginPoints(event);
    case 'badge':
      return badgePoints(event);
    case 'flow':
      return flowPoints(event);
  }
}

function loginPoints({ isSuccess, user, host, source, count }: LoginEvent): EventPoint[] {
  const points: EventPoint[] = [];
  const metric = isSuccess ? 'event.login.succeeded' : 'event.login.failed';
  if (user !== undefined) {
    points.push(pointAt('user', user, metric, count));
    if (isSuccess) points.push(pointAt('user', user, 'event.login.failed', 0));
    if (isSuccess) points.push(pointAt('user', user, 'event.access.hour', count, 'login'));
    if (isSuccess && host !== undefined) {
      points.push(pointAt('user', user, 'event.access.place', fingerprint(host), 'login'));
    }
  }
  if (host !== undefined) points.push(pointAt('host', host, metric, count));
  if (host !== undefined && isSuccess) points.push(pointAt('host', host, 'event.login.failed', 0));
  if (source !== undefined && !isSuccess) {
    points.push(pointAt('source', source, metric, count));
    if (user !== undefined) points.push(pointAt('source', source, 'event.login.user', fingerprint(user)));
  }
  return points;
}

function badgePoints({ isGranted, user, door, count }: BadgeEvent): EventPoint[] {
  const metric = isGranted ? 'event.badge.granted' : 'event.badge.denied';
  const points = [pointAt('door', door, metric, count), pointAt('door', door, 'event.access.hour', count, 'badge')];
  if (isGranted) points.push(pointAt('door', door, 'event.badge.denied', 0));
  if (user === undefined) return points;
  points.push(pointAt('user', user, metric, count));
  if (!isGranted) return points;
  points.push(pointAt('user', user, 'event.badge.denied', 0));
  points.push(pointAt('user', user, 'event.access.place', fingerprint(door), 'badge'));
  return points;
}

function flowPoints({ ends, bytes, packets, count }: FlowEvent): EventPoint[] {
  return ends.flatMap(({ host, direction }) => [
    pointAt('host', host, 'event.flow.count', count, direction),
    ...(bytes === undefined ? [] : [pointAt('host', host, 'event.flow.bytes', bytes, direction)]),
    ...(packets === undefined ? [] : [pointAt('host', host, 'event.flow.packets', packets, direction)]),
  ]);
}

function pointAt(
  kind: EventPoint['kind'],
  entity: string,
  metric: CatalogueMetric,
  value: number,
  component = '',
): EventPoint {
  return { kind, entity, metric, component, value };
}
