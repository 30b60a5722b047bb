import type { Asset } from '../../assets/asset.js';
import type { Site } from '../../assets/site.js';
import type { Effects } from '../faults/effects.js';
import { LocalClock } from '../local-time.js';
import { Noise } from '../noise.js';
import type { AccessPoint } from './access-event.js';
import { badgePoints, loginPoints } from './points-of-access.js';

const MINUTE_MS = 60_000;
const technicians = ['technician-1', 'technician-2', 'technician-3'] as const;
const administrators = ['administrator-1', 'administrator-2'] as const;
/** What an automatic login once in ten minutes uses; it sleeps neither at night nor on Sundays. */
const backupUser = 'backup';
const backupEveryMinutes = 10;
const badgesAnHour = 1.2;
const loginsAnHour = 4;
/** Share of logins that are mistyped first. */
const mistyped = 0.04;
/** Servers that each administrator works on. */
const ownServers = 3;
const night = 'night-visitor';
const nightEveryMinutes = 5;

/**
 * Who comes and logs in: technicians open the doors of rooms and administrators log in to their servers in office hours,
 * a backup logs in around the clock. What happens in a minute depends on the seed and that minute alone, so it has no
 * state, and steps of any length give the same events.
 */
export class AccessLog {
  readonly #clock: LocalClock;
  readonly #rooms: readonly Asset[];
  readonly #servers: readonly Asset[];

  constructor(
    site: Site,
    private readonly seed: number,
  ) {
    this.#clock = new LocalClock(site.timezone);
    this.#rooms = site.model.ofKind('room');
    this.#servers = site.model.ofKind('server');
  }

  /** Events after `fromMs` and up to `toMs`, with what faults do now. */
  between(fromMs: number, toMs: number, effects: Effects): AccessPoint[] {
    const points: AccessPoint[] = [];
    for (let minute = Math.floor(fromMs / MINUTE_MS) * MINUTE_MS; minute <= toMs; minute += MINUTE_MS) {
      for (const point of [...this.#usual(minute), ...this.#faulty(minute, effects)]) {
        if (point.at > fromMs && point.at <= toMs) points.push(point);
      }
    }
    return points;
  }

  #usual(minute: number): AccessPoint[] {
    const noise = new Noise(this.seed, `access ${minute}`);
    const moment = () => minute + 1 + Math.floor(noise.uniform() * (MINUTE_MS - 2));
    const points: AccessPoint[] = [];
    const backedUp = this.#servers[0];
    if (backedUp && (minute / MINUTE_MS) % backupEveryMinutes === 0) {
      points.push(...loginPoints(backupUser, backedUp.id, true, moment()));
    }
    if (!isOfficeTime(this.#clock, minute)) return points;
    for (const room of this.#rooms) {
      for (const user of technicians) {
        if (noise.uniform() < badgesAnHour / 60) points.push(...badgePoints(user, room.id, moment()));
      }
    }
    administrators.forEach((user, index) => {
      if (noise.uniform() >= loginsAnHour / 60) return;
      const server = this.#serverOf(index, noise.uniform());
      if (!server) return;
      const at = moment();
      if (noise.uniform() < mistyped) points.push(...loginPoints(user, server.id, false, at - 1));
      points.push(...loginPoints(user, server.id, true, at));
    });
    return points;
  }

  #faulty(minute: number, { failedLogins, nightVisits }: Effects): AccessPoint[] {
    const points: AccessPoint[] = [];
    for (const [server, perMinute] of failedLogins) {
      for (let i = 0; i < perMinute; i += 1) {
        const at = minute + 1 + Math.floor(((i + 0.5) / perMinute) * (MINUTE_MS - 2));
        points.push(...loginPoints(administrators[0], server, false, at));
      }
    }
    for (const room of nightVisits) {
      if ((minute / MINUTE_MS) % nightEveryMinutes === 0) points.push(...badgePoints(night, room, minute + 30_000));
    }
    return points;
  }

  #serverOf(administrator: number, share: number): Asset | undefined {
    const first = 1 + administrator * ownServers;
    return this.#servers[first + Math.floor(share * ownServers)] ?? this.#servers[0];
  }
}

function isOfficeTime(clock: LocalClock, minute: number): boolean {
  const { hour, weekday } = clock.at(minute);
  return weekday < 5 && hour >= 7 && hour < 18;
}
