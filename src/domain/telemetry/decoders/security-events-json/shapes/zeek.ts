import { jsonTimestamp } from '../../json/json-timestamp.js';
import type { JsonObject } from '../../json/json-value.js';
import { amountOf, fieldOf, sumOf, textOf } from '../fields.js';
import { isLocal } from '../local-address.js';
import type { FlowEvent, Read } from '../security-event.js';

/**
 * Zeek's conn.log as JSON (docs.zeek.org, base/protocols/conn). `ts` is the first packet and the line is written after
 * the last one, so a connection counts when it ends. Undefined for objects that are none of it.
 */
export function readZeek(object: JsonObject): Read | undefined {
  const source = textOf(object, 'id.orig_h');
  const destination = textOf(object, 'id.resp_h');
  if (source === undefined || destination === undefined) return undefined;
  const ends: FlowEvent['ends'][number][] = [];
  if (isLocal(source, fieldOf(object, 'local_orig'))) ends.push({ host: source, direction: 'outbound' });
  if (isLocal(destination, fieldOf(object, 'local_resp'))) ends.push({ host: destination, direction: 'inbound' });
  return {
    kind: 'flow',
    at: jsonTimestamp(object['ts'], 's') + (amountOf(object, 'duration') ?? 0) * 1000,
    id: textOf(object, 'uid'),
    count: 1,
    ends,
    bytes: sumOf(object, 'orig_ip_bytes', 'resp_ip_bytes') ?? sumOf(object, 'orig_bytes', 'resp_bytes'),
    packets: sumOf(object, 'orig_pkts', 'resp_pkts'),
  };
}
