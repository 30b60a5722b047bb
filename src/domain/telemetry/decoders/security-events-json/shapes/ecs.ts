import { jsonTimestamp } from '../../json/json-timestamp.js';
import { isJsonObject, type JsonObject } from '../../json/json-value.js';
import { amountOf, fieldOf, hasWord, sumOf, textOf } from '../fields.js';
import { isLocal } from '../local-address.js';
import { type FlowEvent, type Read, refused } from '../security-event.js';

/**
 * The Elastic Common Schema, as Filebeat, Auditbeat, Winlogbeat and Packetbeat write it: event.category `authentication`,
 * and `network` with its flows. Undefined for objects that are none of it.
 */
export function readEcs(object: JsonObject): Read | undefined {
  if (!isJsonObject(object['event']) && fieldOf(object, 'event.category') === undefined) return undefined;
  const time = fieldOf(object, 'event.end') ?? object['@timestamp'];
  const common = { at: jsonTimestamp(time, 'ms'), id: textOf(object, 'event.id'), count: 1 };
  if (hasWord(object, 'event.category', 'authentication')) return readAuthentication(object, common);
  if (hasWord(object, 'event.category', 'network')) return readConnection(object, common);
  return refused('unsupported_kind', 'Of ECS, the categories authentication and network are read.');
}

type Common = Pick<FlowEvent, 'at' | 'id' | 'count'>;

function readAuthentication(object: JsonObject, common: Common): Read {
  if (hasWord(object, 'event.type', 'end')) return { kind: 'skipped', reason: 'not_a_login' };
  const outcome = fieldOf(object, 'event.outcome');
  if (outcome !== 'success' && outcome !== 'failure') return { kind: 'skipped', reason: 'unknown_outcome' };
  return {
    kind: 'login',
    ...common,
    isSuccess: outcome === 'success',
    user: textOf(object, 'user.name', 'user.id'),
    host: textOf(object, 'host.hostname', 'host.name', 'destination.ip'),
    source: textOf(object, 'source.ip', 'source.address', 'source.domain'),
  };
}

/** Packetbeat tells of a flow again and again while it lasts; only the last word has all of its bytes. */
function readConnection(object: JsonObject, common: Common): Read {
  if (fieldOf(object, 'flow.final') === false) return { kind: 'skipped', reason: 'flow_goes_on' };
  const source = textOf(object, 'source.ip', 'source.address');
  const destination = textOf(object, 'destination.ip', 'destination.address');
  const ends: FlowEvent['ends'][number][] = [];
  if (source !== undefined && isLocal(source, undefined)) ends.push({ host: source, direction: 'outbound' });
  if (destination !== undefined && isLocal(destination, undefined)) {
    ends.push({ host: destination, direction: 'inbound' });
  }
  return {
    kind: 'flow',
    ...common,
    ends,
    bytes: amountOf(object, 'network.bytes') ?? sumOf(object, 'source.bytes', 'destination.bytes'),
    packets: amountOf(object, 'network.packets') ?? sumOf(object, 'source.packets', 'destination.packets'),
  };
}
