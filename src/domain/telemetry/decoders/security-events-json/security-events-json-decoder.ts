import type { Decoder, DecodeSettings, PointSink, SeriesMapper } from '../decoder.js';
import { JsonDocument, jsonDocuments } from '../json/json-documents.js';
import { MappingCache } from '../mapping-cache.js';
import { EventIdentities, type EventIdentityOptions, usualIdentities } from './event-identities.js';
import { SecurityEventsBody } from './security-events-body.js';

/**
 * Decodes events of logins, badges and network flows: Plenum's own, OCSF's Authentication and Network Activity, the
 * Elastic Common Schema's categories authentication and network, and conn.log of Zeek. One event, an array, or one a
 * line; schemas may be mixed. Each becomes points of the event metrics at everyone and everything that it is about, for
 * `EventCounter` to count. Points of one event share a moment of its own (`ownMoment`). Positions count events, from 1.
 */
export class SecurityEventsJsonDecoder implements Decoder {
  readonly #identities: EventIdentities;

  constructor(mapper: SeriesMapper, options: EventIdentityOptions = usualIdentities) {
    this.#identities = new EventIdentities(new MappingCache(mapper), options);
  }

  decode(input: Uint8Array, sink: PointSink, settings: DecodeSettings): void {
    this.#identities.refresh(settings.receivedAt);
    const body = new SecurityEventsBody(this.#identities, sink, settings);
    for (const json of jsonDocuments(input)) {
      if (json instanceof JsonDocument) body.take(json);
      else body.refuse({ code: 'malformed', message: json.problem }, json.bytes);
    }
  }
}
