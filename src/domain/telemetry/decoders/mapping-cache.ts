import { hasNoRoom } from './cache-limits.js';
import type { SeriesMapper, SeriesMapping, WireSeries } from './decoder.js';

/** What a text decoder puts in place of bytes that are not UTF-8. */
const replacement = '\ufffd';

/** The mapper's answers by a text that stands for the wire series. */
export class MappingCache {
  readonly #mappings = new Map<string, SeriesMapping>();
  readonly #numbers = new Map<string, number>();
  #keyLength = 0;
  /** Never given out twice, so that what a body still holds stays right when all is forgotten. */
  #nextNumber = 1;
  #revision: number | undefined;

  constructor(private readonly mapper: SeriesMapper) {}

  /** Forgets everything if the mapper's earlier answers no longer hold. To be called before each body. */
  refresh(): void {
    if (this.mapper.revision !== this.#revision) this.#clear();
    this.#revision = this.mapper.revision;
  }

  find(key: string): SeriesMapping | undefined {
    return this.#mappings.get(key);
  }

  /** Asks the mapper, and remembers a lasting answer under a key that `find` does not know. */
  add(key: string, wire: WireSeries): SeriesMapping {
    const mapping = mapSeries(this.mapper, wire);
    if (!isLasting(mapping)) return mapping;
    this.#makeRoom(key.length);
    this.#mappings.set(key, mapping);
    return mapping;
  }

  /**
   * A number that stands for a part that many keys share, such as a resource: to be looked up once, lest its text be
   * gone through with every point.
   */
  numberOf(part: string): number {
    const known = this.#numbers.get(part);
    if (known !== undefined) return known;
    this.#makeRoom(part.length);
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    this.#numbers.set(part, number);
    return number;
  }

  #makeRoom(keyLength: number): void {
    const entries = Math.max(this.#mappings.size, this.#numbers.size);
    if (hasNoRoom({ entries, keyBytes: this.#keyLength }, keyLength)) this.#clear();
    this.#keyLength += keyLength;
  }

  #clear(): void {
    this.#mappings.clear();
    this.#numbers.clear();
    this.#keyLength = 0;
  }
}

/**
 * Labels of a series, and characters of all its names: far more than any sender means. Beyond either a series is
 * refused, because each new series costs a pass through its labels, and one list of labels may have many series.
 */
export const nameLimits = { labels: 256, length: 65_536 } as const;

/** The mapper's answer. Names that are not UTF-8 are `malformed`, since they would be told apart no longer. */
export function mapSeries(mapper: SeriesMapper, wire: WireSeries): SeriesMapping {
  if (wire.labels.size > nameLimits.labels) return malformed(`A series may have ${nameLimits.labels} labels.`);
  let length = wire.name.length + wire.field.length + (wire.unit?.length ?? 0);
  let isUtf8 = ![wire.name, wire.field, wire.unit].some((text) => text?.includes(replacement));
  for (const [key, value] of wire.labels) {
    length += key.length + value.length;
    isUtf8 &&= !key.includes(replacement) && !value.includes(replacement);
  }
  if (length > nameLimits.length) return malformed(`The names of a series may have ${nameLimits.length} characters.`);
  return isUtf8 ? mapper.map(wire) : malformed('Names and labels must be UTF-8.');
}

/** False for a refusal that may cease while the other answers stay right; it is not to be remembered. */
export function isLasting(mapping: SeriesMapping): boolean {
  return mapping.kind !== 'rejected' || mapping.code !== 'too_many_series';
}

function malformed(message: string): SeriesMapping {
  return { kind: 'rejected', code: 'malformed', message };
}

/** A text that no other list of texts has, whatever they hold. */
export function keyOfTexts(...texts: readonly string[]): string {
  let key = '';
  for (const text of texts) key += `${text.length}:${text}`;
  return key;
}
