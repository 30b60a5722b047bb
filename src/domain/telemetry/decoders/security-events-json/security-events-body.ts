import type { Rejection } from '../../rejection.js';
import type { DecodeSettings, PointSink } from '../decoder.js';
import type { JsonDocument } from '../json/json-documents.js';
import { isJsonArray, isJsonObject, type JsonObject } from '../json/json-value.js';
import type { EventIdentities } from './event-identities.js';
import { type EventPoint, pointsOf } from './event-points.js';
import { ownMoment } from './event-time.js';
import type { Read, SecurityEvent } from './security-event.js';
import { readEcs } from './shapes/ecs.js';
import { readOcsf } from './shapes/ocsf.js';
import { readPlenum } from './shapes/plenum.js';
import { readZeek } from './shapes/zeek.js';

type Refusal = Pick<Rejection, 'code' | 'message'>;

const ofNoSchema = 'This is no event of a schema that Plenum reads: its own, OCSF, ECS, or conn.log of Zeek.';

/** One body while it is read: hands the points of its events to the sink and counts the events. */
export class SecurityEventsBody {
  #position = 0;

  constructor(
    private readonly identities: EventIdentities,
    private readonly sink: PointSink,
    private readonly settings: DecodeSettings,
  ) {}

  /** Takes the events of a document: an array of them, or a single one. */
  take(document: JsonDocument): void {
    const { value } = document;
    if (!isJsonArray(value)) this.#element(value, () => document.bytes);
    else value.forEach((element, index) => this.#element(element, () => document.part(index) ?? document.bytes));
  }

  /** Refuses an element of which nothing can be taken. */
  refuse({ code, message }: Refusal, original: Uint8Array): void {
    this.#position += 1;
    this.sink.reject({ code, message, position: this.#position, original });
  }

  #element(element: unknown, original: () => Uint8Array): void {
    const read = isJsonObject(element) ? this.#read(element) : undefined;
    if (!read) this.refuse({ code: 'malformed', message: ofNoSchema }, original());
    else if (read.kind === 'refused') this.refuse(read, original());
    else if (read.kind === 'skipped') this.#skip(read.reason);
    else this.#event(read, element, original);
  }

  #read(object: JsonObject): Read | undefined {
    return readPlenum(object, this.settings.receivedAt) ?? readOcsf(object) ?? readZeek(object) ?? readEcs(object);
  }

  #skip(reason: string): void {
    this.#position += 1;
    this.sink.skip(reason);
  }

  /** All points of an event or none, so that what is sent again after a refusal is counted nowhere twice. */
  #event(event: SecurityEvent, element: unknown, original: () => Uint8Array): void {
    const points = pointsOf(this.identities.named(event));
    const refusal = problemOf(event, points);
    if (refusal) {
      this.refuse(refusal, original());
      return;
    }
    if (points.length === 0) {
      this.#skip('of_nobody_here');
      return;
    }
    this.#position += 1;
    const at = ownMoment(event.at, event.id ?? this.identities.markOf(JSON.stringify(element)));
    for (const point of points) {
      this.sink.add(this.identities.mappingOf(point), at, point.value, this.#position, original);
    }
  }
}

function problemOf(event: SecurityEvent, points: readonly EventPoint[]): Refusal | undefined {
  if (Number.isNaN(event.at)) {
    return { code: 'bad_timestamp', message: 'The time of the event must be an ISO 8601 time or an epoch number.' };
  }
  if (event.kind === 'login' && points.length === 0) {
    return { code: 'missing_identity', message: 'The login names neither user nor host nor source.' };
  }
  const wrong = points.find(({ value }) => !(value >= 0 && value < Infinity));
  if (!wrong) return undefined;
  return Number.isFinite(wrong.value)
    ? { code: 'out_of_range', message: `An event cannot have ${wrong.value} of anything.` }
    : { code: 'not_finite', message: 'Counts, bytes and packets must be numbers.' };
}
