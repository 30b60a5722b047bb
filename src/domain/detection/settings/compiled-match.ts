import { globMatcher } from '../../glob.js';
import type { SeriesMatch } from './detector-settings.js';

/** One condition, ready to be asked for every series. */
export interface Condition {
  readonly fullNames: ReadonlySet<string>;
  readonly patterns: readonly ((name: string) => boolean)[];
}

export type CompiledMatch = { readonly [part in keyof SeriesMatch]: Condition | undefined };

/** Prepares a match, since there are few rules and many series. */
export function compileMatch({ metric, kind, asset, room, component }: SeriesMatch): CompiledMatch {
  return {
    metric: compile(metric),
    kind: compile(kind),
    asset: compile(asset),
    room: compile(room),
    component: compile(component),
  };
}

function compile(names: readonly string[] | undefined): Condition | undefined {
  return (
    names && {
      fullNames: new Set(names.filter((name) => !isPattern(name))),
      patterns: names.filter(isPattern).map(globMatcher),
    }
  );
}

function isPattern(name: string): boolean {
  return /[*?\\]/.test(name);
}
