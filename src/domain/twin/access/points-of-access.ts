import { hash } from '../noise.js';
import type { AccessPoint } from './access-event.js';

/** A login as its points: at the user, with hour and place, and at the host. One that succeeds is no failure, too. */
export function loginPoints(user: string, host: string, isSuccess: boolean, at: number): AccessPoint[] {
  const metric = isSuccess ? 'event.login.succeeded' : 'event.login.failed';
  const login: AccessPoint[] = [
    { assetId: `user:${user}`, metric, component: '', at, value: 1 },
    { assetId: host, metric, component: '', at, value: 1 },
  ];
  if (!isSuccess) return login;
  return [
    ...login,
    { assetId: `user:${user}`, metric: 'event.login.failed', component: '', at, value: 0 },
    { assetId: host, metric: 'event.login.failed', component: '', at, value: 0 },
    { assetId: `user:${user}`, metric: 'event.access.hour', component: 'login', at, value: 1 },
    { assetId: `user:${user}`, metric: 'event.access.place', component: 'login', at, value: hash(host) >>> 0 },
  ];
}

/** A badge that opens the door of a room. */
export function badgePoints(user: string, room: string, at: number): AccessPoint[] {
  return [
    { assetId: room, metric: 'event.badge.granted', component: '', at, value: 1 },
    { assetId: room, metric: 'event.access.hour', component: 'badge', at, value: 1 },
    { assetId: `user:${user}`, metric: 'event.badge.granted', component: '', at, value: 1 },
    { assetId: `user:${user}`, metric: 'event.access.place', component: 'badge', at, value: hash(room) >>> 0 },
  ];
}
