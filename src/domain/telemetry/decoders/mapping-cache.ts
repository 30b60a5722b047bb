import type { SeriesMapper, SeriesMapping, WireSeries } from './decoder.js';

/** Mappings remembered, and characters of all keys; beyond either the cache starts anew: memory stays bounded. */
const maxMappings = 250_000;
const maxKeyLength = 64 * 1024 * 1024;
/** What a text decoder puts in place of bytes that are not UTF-8. */
const replacement = '\ufffd';

/** The mapper's answers by a text that stands for the wire series. */
export class MappingCache {
  readonly #mappings = new Map<string, SeriesMapping>();
  #keyLength = 0;
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

  /** Asks the mapper, and remembers its answer under a key that `find` does not know. */
  add(key: string, wire: WireSeries): SeriesMapping {
    const mapping = mapSeries(this.mapper, wire);
    if (this.#mappings.size >= maxMappings || this.#keyLength + key.length > maxKeyLength) this.#clear();
    this.#mappings.set(key, mapping);
    this.#keyLength += key.length;
    return mapping;
  }

  #clear(): void {
    this.#mappings.clear();
    this.#keyLength = 0;
  }
}

/** The mapper's answer; names that are not UTF-8 are `malformed`, since they would be told apart no longer. */
export function mapSeries(mapper: SeriesMapper, wire: WireSeries): SeriesMapping {
  const isBroken = [wire.name, wire.field, wire.unit ?? '', ...wire.labels.keys(), ...wire.labels.values()].some(
    (text) => text.includes(replacement),
  );
  return isBroken
    ? { kind: 'rejected', code: 'malformed', message: 'Names and labels must be UTF-8.' }
    : mapper.map(wire);
}

/** A text that no other list of texts has, whatever they hold. */
export function keyOfTexts(...texts: readonly string[]): string {
  let key = '';
  for (const text of texts) key += `${text.length}:${text}`;
  return key;
}
