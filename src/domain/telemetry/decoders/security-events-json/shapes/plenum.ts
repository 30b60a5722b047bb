import { jsonTimestamp } from '../../json/json-timestamp.js';
import type { JsonObject } from '../../json/json-value.js';
import { amountOf, textOf } from '../fields.js';
import { type FlowEvent, type Read, refused } from '../security-event.js';

const common = ['at', 'event', 'id', 'count'] as const;
const keysOf = {
  login: new Set<string>([...common, 'outcome', 'user', 'host', 'source']),
  badge: new Set<string>([...common, 'outcome', 'user', 'door']),
  flow: new Set<string>([...common, 'host', 'direction', 'bytes', 'packets']),
} as const;

/** Plenum's own events. Undefined for objects whose `event` is no text. `receivedAt` stands in for a time that is not there. */
export function readPlenum(object: JsonObject, receivedAt: number): Read | undefined {
  const event = object['event'];
  if (typeof event !== 'string') return undefined;
  if (event !== 'login' && event !== 'badge' && event !== 'flow') {
    return refused('unsupported_kind', `There is no event "${event.slice(0, 100)}"; use login, badge or flow.`);
  }
  const unknown = Object.keys(object).find((key) => !keysOf[event].has(key));
  if (unknown !== undefined) {
    const keys = [...keysOf[event]].join(', ');
    return refused('malformed', `The key "${unknown.slice(0, 100)}" of a ${event} is not known; use ${keys}.`);
  }
  const at = object['at'] === undefined ? receivedAt : jsonTimestamp(object['at'], 'ms');
  const happening = { at, id: textOf(object, 'id'), count: amountOf(object, 'count') ?? 1 };
  if (event === 'login') return readLogin(object, happening);
  return event === 'badge' ? readBadge(object, happening) : readFlow(object, happening);
}

type Happening = Pick<FlowEvent, 'at' | 'id' | 'count'>;

function readLogin(object: JsonObject, happening: Happening): Read {
  const { outcome } = object;
  if (outcome !== 'success' && outcome !== 'failure') {
    return refused('malformed', '"outcome" of a login must be success or failure.');
  }
  return {
    kind: 'login',
    ...happening,
    isSuccess: outcome === 'success',
    user: textOf(object, 'user'),
    host: textOf(object, 'host'),
    source: textOf(object, 'source'),
  };
}

function readBadge(object: JsonObject, happening: Happening): Read {
  const { outcome } = object;
  const door = textOf(object, 'door');
  if (outcome !== 'granted' && outcome !== 'denied') {
    return refused('malformed', '"outcome" of a badge must be granted or denied.');
  }
  if (door === undefined) return refused('missing_identity', 'The badge event names no door: add "door".');
  return { kind: 'badge', ...happening, isGranted: outcome === 'granted', user: textOf(object, 'user'), door };
}

function readFlow(object: JsonObject, happening: Happening): Read {
  const { direction } = object;
  const host = textOf(object, 'host');
  if (host === undefined) return refused('missing_identity', 'The flow names no host: add "host".');
  if (direction !== 'inbound' && direction !== 'outbound') {
    return refused('malformed', '"direction" of a flow must be inbound or outbound.');
  }
  return {
    kind: 'flow',
    ...happening,
    ends: [{ host, direction }],
    bytes: amountOf(object, 'bytes'),
    packets: amountOf(object, 'packets'),
  };
}
