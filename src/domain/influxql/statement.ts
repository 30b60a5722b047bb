import type { Expression } from './expression.js';
import type { Pattern } from './pattern/pattern.js';

/** What a query reads from. */
export type Source =
  | { readonly kind: 'measurement'; readonly name: string }
  | { readonly kind: 'measurements'; readonly pattern: Pattern }
  | { readonly kind: 'subquery'; readonly statement: SelectStatement };

export interface Column {
  readonly expression: Expression;
  readonly alias: string | undefined;
}

/** What an interval without data shows. */
export type Fill =
  | { readonly kind: 'default' | 'null' | 'none' | 'previous' | 'linear' }
  | { readonly kind: 'value'; readonly value: number };

export interface Grouping {
  readonly interval: { readonly widthMs: number; readonly offsetMs: number } | undefined;
  readonly tags: readonly string[];
  readonly patterns: readonly Pattern[];
  readonly everyTag: boolean;
}

/** A page of rows or of names; `limit` undefined: all of them. */
export interface Page {
  readonly limit: number | undefined;
  readonly offset: number;
}

export interface SelectStatement {
  readonly kind: 'select';
  readonly columns: readonly Column[];
  readonly from: readonly Source[];
  readonly where: Expression | undefined;
  readonly groupBy: Grouping;
  readonly fill: Fill;
  readonly newestFirst: boolean;
  readonly rows: Page;
  readonly series: Page;
}

/** Which names a `WITH` clause admits. */
export type NameMatch =
  | { readonly kind: 'any' }
  | { readonly kind: 'among'; readonly names: readonly string[]; readonly negated: boolean }
  | { readonly kind: 'pattern'; readonly pattern: Pattern; readonly negated: boolean };

export interface ShowStatement {
  readonly kind: 'show';
  readonly what: 'measurements' | 'tag keys' | 'tag values' | 'field keys' | 'series';
  readonly from: readonly Source[];
  /** Of measurements, or of tag keys in `SHOW TAG VALUES`. */
  readonly matching: NameMatch;
  readonly where: Expression | undefined;
  readonly rows: Page;
}

export type Statement =
  SelectStatement | ShowStatement | { readonly kind: 'show databases' | 'show retention policies' | 'create database' };
