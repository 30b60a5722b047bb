import { describe, expect, it } from '@jest/globals';
import { anIntake, receivedAt } from '../../../../../test/builders/intake.js';
import { pseudonyms } from '../../../../adapters/system/pseudonyms.js';
import { usualIdentities } from './event-identities.js';
import { fingerprint } from './fingerprint.js';
import { SecurityEventsJsonDecoder } from './security-events-json-decoder.js';

const take = (...events: readonly object[]) => intake().take(JSON.stringify(events.length === 1 ? events[0] : events));
const intake = (options = usualIdentities) => anIntake((mapper) => new SecurityEventsJsonDecoder(mapper, options));
/** Points without unit and time. */
const told = (points: readonly string[]) => points.map((point) => point.replace(/( \S+)? @ .*$/, ''));
const timesOf = (points: readonly string[]) => points.map((point) => Number(point.replace(/^.*@ /, '')));

describe('an event in the words of Plenum', () => {
  const login = { at: '2026-01-05T08:00:00.250Z', event: 'login', user: 'Alice', host: 'srv-1', source: '10.0.0.9' };

  it('counts a login at its user, with hour and place, and at its host', () => {
    const { points, problems } = take({ ...login, outcome: 'success' });
    expect(told(points)).toEqual([
      'user:alice|event.login.succeeded| = 1',
      'user:alice|event.login.failed| = 0',
      'user:alice|event.access.hour|login = 1',
      `user:alice|event.access.place|login = ${fingerprint('srv-1')}`,
      'srv-1|event.login.succeeded| = 1',
      'srv-1|event.login.failed| = 0',
    ]);
    expect(problems).toEqual([]);
  });

  it('counts a failed login at user, host and source, and whom the source has tried', () => {
    const { points } = take({ ...login, outcome: 'failure', count: 3 });
    expect(told(points)).toEqual([
      'user:alice|event.login.failed| = 3',
      'srv-1|event.login.failed| = 3',
      'source:10.0.0.9|event.login.failed| = 3',
      `source:10.0.0.9|event.login.user| = ${fingerprint('alice')}`,
    ]);
  });

  it('counts a badge at its door and its holder', () => {
    const { points } = take({ at: 0, event: 'badge', outcome: 'granted', door: 'door-1', user: '4711' });
    expect(told(points)).toEqual([
      'door-1|event.badge.granted| = 1',
      'door-1|event.access.hour|badge = 1',
      'door-1|event.badge.denied| = 0',
      'user:4711|event.badge.granted| = 1',
      'user:4711|event.badge.denied| = 0',
      `user:4711|event.access.place|badge = ${fingerprint('door-1')}`,
    ]);
  });

  it('counts flows with bytes and packets by host and direction', () => {
    const { points } = take({ at: 0, event: 'flow', host: 'srv-1', direction: 'outbound', bytes: 900, packets: 7 });
    expect(told(points)).toEqual([
      'srv-1|event.flow.count|outbound = 1',
      'srv-1|event.flow.bytes|outbound = 900',
      'srv-1|event.flow.packets|outbound = 7',
    ]);
  });

  it.each([
    ['a misspelt key', { ...login, outcome: 'success', hots: 'x' }, 'malformed'],
    ['another outcome', { ...login, outcome: 'maybe' }, 'malformed'],
    ['nobody', { event: 'login', outcome: 'failure' }, 'missing_identity'],
    ['no door', { event: 'badge', outcome: 'granted', user: 'x' }, 'missing_identity'],
    ['no time', { ...login, outcome: 'success', at: 'yesterday' }, 'bad_timestamp'],
    ['less than none', { ...login, outcome: 'failure', count: -1 }, 'out_of_range'],
    ['another kind', { event: 'alarm' }, 'unsupported_kind'],
    ['no kind at all', { user: 'alice' }, 'malformed'],
  ])('with %s is refused as a whole', (_, event, code) => {
    const { points, problems } = take({ ...login, outcome: 'success' }, event);
    expect(problems).toEqual([`2 ${code}`]);
    expect(points).toHaveLength(6);
  });

  it('has a moment of its own: the same when it is sent again, another than one that looks alike', () => {
    const first = { ...login, outcome: 'failure', id: 'a' };
    const again = timesOf(take(first).points);
    expect(new Set(again).size).toBe(1);
    expect(timesOf(take(first).points)).toEqual(again);
    expect(timesOf(take({ ...first, id: 'b' }).points)).not.toEqual(again);
    expect(Math.floor(again[0]!)).toBe(Date.parse(login.at));
  });

  it('keeps its second, and its moment within it, where its sender counts in seconds', () => {
    const at = Date.UTC(2026, 0, 5);
    const burst = Array.from({ length: 100 }, (_, i) => ({ ...login, at, outcome: 'failure', id: String(i) }));
    const moments = new Set(timesOf(take(...burst).points));
    expect(moments.size).toBe(100);
    for (const moment of moments) expect(Math.floor(moment / 1000)).toBe(at / 1000);
  });
});

describe('who events are about', () => {
  const by = (user: string) => ({ at: 0, event: 'login', outcome: 'failure', user });

  it('is told apart up to a limit; events of further ones are refused, those of known ones go on', () => {
    const limited = intake({ maxEntities: 20 });
    expect(limited.take(JSON.stringify([by('a'), by('b'), by('c'), by('a')])).problems).toEqual(['3 too_many_series']);
  });

  it('is a new user or another attacking source as before, however many names somebody made up', () => {
    const attacked = intake({ maxEntities: 20 });
    const guesses = Array.from({ length: 50 }, (_, i) => ({ ...by(`made-up-${i}`), source: '203.0.113.9', id: i }));
    attacked.take(JSON.stringify(guesses));
    const newcomer = attacked.take(JSON.stringify({ ...by('bob'), outcome: 'success' }));
    expect(newcomer.problems).toEqual([]);
    const { points, problems } = attacked.take(JSON.stringify({ ...by('bob'), source: '203.0.113.10' }));
    expect(problems).toEqual([]);
    expect(told(points)).toContain('user:bob|event.login.failed| = 1');
    expect(told(points)).toContain('source:203.0.113.10|event.login.failed| = 1');
  });

  it('may be one of whom only failures are known, again a day after names were made up, a few a day', () => {
    const attacked = intake({ maxEntities: 20 });
    const later = (hours: number, ...users: readonly string[]) =>
      attacked.take(JSON.stringify(users.map(by)), { receivedAt: receivedAt + hours * 3_600_000 }).problems;
    expect(later(0, 'made-up-1', 'made-up-2', 'svc-backup')).toEqual(['3 too_many_series']);
    expect(later(23, 'made-up-2', 'svc-backup')).toEqual(['2 too_many_series']);
    expect(later(24, 'svc-backup', 'made-up-3')).toEqual(['2 too_many_series']);
  });

  it('has another name where a key says so, the same each time', () => {
    const pseudonymous = intake({ maxEntities: 10, pseudonymOf: pseudonyms('a key of sixteen letters') });
    const { points } = pseudonymous.take(JSON.stringify([by('Alice'), by('alice')]));
    const [first, second] = points.map((point) => point.split('|')[0]);
    expect(first).toMatch(/^user:[\da-f]{16}$/);
    expect(second).toBe(first);
  });

  it('cannot be found by trying names where a key says so: neither the users tried nor the moment tell', () => {
    const nameless = (key: string) => intake({ maxEntities: 10, pseudonymOf: pseudonyms(key) });
    const guess = JSON.stringify({ ...by('alice'), source: '10.0.0.9' });
    const [one, other] = ['a key of sixteen letters', 'another key of as many'].map((key) => nameless(key).take(guess));
    const usersTried = [one, other].map((taken) => told(taken!.points).find((point) => point.includes('login.user')));
    expect(usersTried[0]).not.toContain(`= ${fingerprint('alice')}`);
    expect(usersTried[0]).not.toBe(usersTried[1]);
    expect(timesOf(one!.points)).not.toEqual(timesOf(other!.points));
  });
});

describe('an event of OCSF', () => {
  const logon = {
    class_uid: 3002,
    activity_id: 1,
    status_id: 2,
    time: Date.UTC(2026, 0, 5),
    metadata: { uid: 'e-1' },
    user: { name: 'alice' },
    src_endpoint: { ip: '203.0.113.9' },
    dst_endpoint: { hostname: 'srv-1' },
  };

  it('of class Authentication is a login', () => {
    expect(told(take(logon).points)).toEqual(
      told(
        take({ at: 0, event: 'login', outcome: 'failure', user: 'alice', host: 'srv-1', source: '203.0.113.9' }).points,
      ),
    );
  });

  it('that is no logon, or has no outcome, is left out', () => {
    const { points, skipped } = take({ ...logon, activity_id: 2 }, { ...logon, status_id: 0 });
    expect({ points, skipped }).toEqual({ points: [], skipped: { not_a_login: 1, unknown_outcome: 1 } });
  });

  it('of class Network Activity is a flow, counted when it ends and not when it begins', () => {
    const flow = {
      class_uid: 4001,
      time: Date.UTC(2026, 0, 5),
      connection_info: { direction_id: 2 },
      src_endpoint: { ip: '10.0.0.7' },
      dst_endpoint: { ip: '203.0.113.9' },
      traffic: { bytes_in: 100, bytes_out: 23, packets: 4 },
    };
    const { points, skipped } = take({ ...flow, activity_id: 1 }, { ...flow, activity_id: 2 });
    expect(told(points)).toEqual([
      '10.0.0.7|event.flow.count|outbound = 1',
      '10.0.0.7|event.flow.bytes|outbound = 123',
      '10.0.0.7|event.flow.packets|outbound = 4',
    ]);
    expect(skipped).toEqual({ flow_begins: 1 });
  });

  it('of another class is refused by name', () => {
    expect(take({ class_uid: 1001 }).problems).toEqual(['1 unsupported_kind']);
  });
});

describe('an event of Beats (ECS)', () => {
  it('is a login, with its members nested or flat', () => {
    const nested = {
      '@timestamp': '2026-01-05T08:00:00.000Z',
      event: { category: ['authentication'], type: ['info'], outcome: 'failure' },
      user: { name: 'alice' },
      source: { ip: '203.0.113.9' },
      host: { name: 'srv-1' },
    };
    const flat = {
      '@timestamp': nested['@timestamp'],
      'event.category': 'authentication',
      'event.outcome': 'failure',
      'user.name': 'alice',
      'source.ip': '203.0.113.9',
      'host.name': 'srv-1',
    };
    expect(told(take(nested).points)).toHaveLength(4);
    expect(told(take(flat).points)).toEqual(told(take(nested).points));
  });

  it('of a flow counts at its end, at the ends that are the site’s own', () => {
    const flow = {
      '@timestamp': '2026-01-05T08:00:00.000Z',
      event: { category: ['network'], end: '2026-01-05T08:01:00.000Z' },
      source: { ip: '10.0.0.7', bytes: 100, packets: 2 },
      destination: { ip: '10.0.0.8', bytes: 50, packets: 1 },
    };
    const { points, skipped } = take({ ...flow, flow: { final: false } }, { ...flow, flow: { final: true } });
    expect(told(points)).toContain('10.0.0.7|event.flow.bytes|outbound = 150');
    expect(told(points)).toContain('10.0.0.8|event.flow.packets|inbound = 3');
    expect(Math.floor(timesOf(points)[0]! / 1000)).toBe(Date.UTC(2026, 0, 5, 8, 1) / 1000);
    expect(skipped).toEqual({ flow_goes_on: 1 });
  });
});

describe('a line of Zeek’s conn.log', () => {
  const line = {
    ts: 1_767_600_000.25,
    uid: 'CPQ9vC2my8sIGasb3a',
    'id.orig_h': '192.168.4.57',
    'id.resp_h': '198.51.100.4',
    duration: 90.5,
    orig_ip_bytes: 76,
    resp_ip_bytes: 290,
    orig_pkts: 1,
    resp_pkts: 2,
  };

  it('counts at the site’s own end when the connection is over', () => {
    const { points, problems } = take(line);
    expect(told(points)).toEqual([
      '192.168.4.57|event.flow.count|outbound = 1',
      '192.168.4.57|event.flow.bytes|outbound = 366',
      '192.168.4.57|event.flow.packets|outbound = 3',
    ]);
    expect(Math.floor(timesOf(points)[0]!)).toBe(1_767_600_090_750);
    expect(problems).toEqual([]);
  });

  it('between strangers is left out', () => {
    expect(take({ ...line, local_orig: false, local_resp: false }).skipped).toEqual({ of_nobody_here: 1 });
  });
});
