import type { NameMatch, Source } from '../../domain/influxql/statement.js';
import type { Measurement, Measurements } from './measurement.js';

/** Everything that InfluxQL can read, by name. */
export class MeasurementCatalogue {
  constructor(private readonly parts: readonly Measurements[]) {}

  /** By name, in byte order. */
  all(): readonly Measurement[] {
    return this.#named(() => true);
  }

  matching(match: NameMatch): readonly Measurement[] {
    return this.#named((name) => isMatch(match, name));
  }

  /** What a FROM clause names; subqueries are none of these. */
  from(source: Source): readonly Measurement[] {
    if (source.kind === 'measurements') return this.#named((name) => source.pattern.test(name));
    if (source.kind === 'subquery') return [];
    for (const part of this.parts) {
      const found = part.find(source.name);
      if (found) return [found];
    }
    return [];
  }

  #named(isWanted: (name: string) => boolean): readonly Measurement[] {
    const found = this.parts.flatMap((part) => part.all()).filter(({ name }) => isWanted(name));
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** Whether a WITH clause admits the name. */
export function isMatch(match: NameMatch, name: string): boolean {
  switch (match.kind) {
    case 'any':
      return true;
    case 'among':
      return match.names.includes(name) !== match.negated;
    case 'pattern':
      return match.pattern.test(name) !== match.negated;
  }
}
