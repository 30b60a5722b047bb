import { jsonTimestamp } from '../../json/json-timestamp.js';
import type { JsonObject } from '../../json/json-value.js';
import { amountOf, fieldOf, sumOf, textOf } from '../fields.js';
import { isLocal } from '../local-address.js';
import { type FlowEvent, type Read, refused } from '../security-event.js';

const AUTHENTICATION = 3002;
const NETWORK_ACTIVITY = 4001;
const LOGON = 1;
const SUCCESS = 1;
const FAILURE = 2;
/** Activities that only say that a connection begins or may come; its end, or its traffic, says so again with its bytes. */
const beginnings: ReadonlySet<unknown> = new Set([1, 7]);
const INBOUND = 1;
const OUTBOUND = 2;

/**
 * The Open Cybersecurity Schema Framework (schema.ocsf.io): Authentication [3002] and Network Activity [4001]. Undefined
 * for objects that are none of it.
 */
export function readOcsf(object: JsonObject): Read | undefined {
  const classUid = object['class_uid'];
  if (classUid === undefined) return undefined;
  const common = {
    at: jsonTimestamp(fieldOf(object, 'end_time') ?? object['time'], 'ms'),
    id: textOf(object, 'metadata.uid'),
    count: amountOf(object, 'count') ?? 1,
  };
  if (classUid === AUTHENTICATION) return readAuthentication(object, common);
  if (classUid === NETWORK_ACTIVITY) return readActivity(object, common);
  return refused('unsupported_kind', 'Of OCSF, classes 3002 (Authentication) and 4001 (Network Activity) are read.');
}

type Common = Pick<FlowEvent, 'at' | 'id' | 'count'>;

function readAuthentication(object: JsonObject, common: Common): Read {
  const status = object['status_id'];
  if (object['activity_id'] !== LOGON) return { kind: 'skipped', reason: 'not_a_login' };
  if (status !== SUCCESS && status !== FAILURE) return { kind: 'skipped', reason: 'unknown_outcome' };
  return {
    kind: 'login',
    ...common,
    isSuccess: status === SUCCESS,
    user: textOf(object, 'user.name', 'user.uid'),
    host: textOf(object, 'dst_endpoint.hostname', 'dst_endpoint.name', 'dst_endpoint.ip', 'device.hostname'),
    source: textOf(object, 'src_endpoint.ip', 'src_endpoint.hostname', 'src_endpoint.name'),
  };
}

function readActivity(object: JsonObject, common: Common): Read {
  if (beginnings.has(object['activity_id'])) return { kind: 'skipped', reason: 'flow_begins' };
  const direction = fieldOf(object, 'connection_info.direction_id');
  const source = textOf(object, 'src_endpoint.hostname', 'src_endpoint.ip');
  const destination = textOf(object, 'dst_endpoint.hostname', 'dst_endpoint.ip');
  const ends: FlowEvent['ends'][number][] = [];
  if (source !== undefined && isOwn(object, 'src_endpoint.ip', direction, OUTBOUND)) {
    ends.push({ host: source, direction: 'outbound' });
  }
  if (destination !== undefined && isOwn(object, 'dst_endpoint.ip', direction, INBOUND)) {
    ends.push({ host: destination, direction: 'inbound' });
  }
  return {
    kind: 'flow',
    ...common,
    ends,
    bytes: amountOf(object, 'traffic.bytes') ?? sumOf(object, 'traffic.bytes_in', 'traffic.bytes_out'),
    packets: amountOf(object, 'traffic.packets') ?? sumOf(object, 'traffic.packets_in', 'traffic.packets_out'),
  };
}

/** Of what comes in, the destination is the site's own; of what goes out, the source; else the address tells. */
function isOwn(object: JsonObject, address: string, direction: unknown, own: number): boolean {
  const isStated = direction === INBOUND || direction === OUTBOUND;
  return isLocal(textOf(object, address) ?? '', isStated ? direction === own : undefined);
}
