import { usualLimits } from '../../point-collector.js';
import type { JsonDocument } from '../json/json-documents.js';
import type { JsonObject } from '../json/json-value.js';

export type JsonPath = readonly (string | number)[];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * An object on the way from the request down to a data point. Puts a refused piece back into a request of its own, in
 * which each object on the way keeps the members that name it: the resource, and whatever is no list and no message.
 * These are put together once per object, and only when something below it is refused.
 */
export class JsonFrame {
  #names: string | undefined;

  private constructor(
    readonly document: JsonDocument,
    readonly object: JsonObject,
    readonly path: JsonPath,
    private readonly parent: JsonFrame | undefined,
  ) {}

  static of(document: JsonDocument, request: JsonObject): JsonFrame {
    return new JsonFrame(document, request, [], undefined);
  }

  /** The frame of an object inside this one; its path goes on with the member's name, and its index if it is in a list. */
  inner(object: JsonObject, ...path: JsonPath): JsonFrame {
    return new JsonFrame(this.document, object, [...this.path, ...path], this);
  }

  /** The bytes of a part of this object, as they were sent. */
  part(...path: JsonPath): Uint8Array {
    return this.document.part(...this.path, ...path) ?? this.document.bytes;
  }

  /** Length of what surrounds a piece of this object in a request of its own. */
  get length(): number {
    return this.#nameMembers().length + (this.parent?.length ?? 0);
  }

  /** A request with nothing but this part. */
  around(...path: JsonPath): Uint8Array {
    return encoder.encode(this.#wrapped(path, decoder.decode(this.part(...path))));
  }

  #wrapped([key = '', index]: JsonPath, part: string): string {
    const inList = index === undefined ? part : `[${part}]`;
    const text = `{${this.#nameMembers()}${JSON.stringify(key)}:${inList}}`;
    return this.parent ? this.parent.#wrapped(this.path.slice(this.parent.path.length), text) : text;
  }

  #nameMembers(): string {
    if (this.#names !== undefined) return this.#names;
    let names = '';
    for (const [key, value] of Object.entries(this.object)) {
      if (typeof value === 'object' && key !== 'resource') continue;
      names += `${JSON.stringify(key)}:${decoder.decode(this.part(key))},`;
      if (names.length > usualLimits.maxOriginalBytes) break;
    }
    this.#names = names;
    return names;
  }
}
