import type { ComparedAlert } from './compared-alert.js';
import type { Comparison, Span } from './settings-comparison.js';

/** How many alerts are raised, by the proposal and at present. */
export interface AlertCounts {
  readonly proposed: number;
  readonly present: number;
  /** Of the proposed ones, those that nothing raises at present. */
  readonly new: number;
  /** Of the present ones, those that the proposal no longer raises. */
  readonly vanished: number;
}

/** The counts of one rule, metric or asset. */
export interface CountsOf extends AlertCounts {
  readonly key: string;
}

/** The counts of a week, from Monday 00:00 UTC on, epoch ms. The first and the last one may be partly outside the span. */
export interface WeekCounts extends AlertCounts {
  readonly startsAt: number;
}

/** What all replays of a backtest came to. */
export interface BacktestTallies {
  readonly totals: AlertCounts;
  readonly weeks: readonly WeekCounts[];
  /** Most alerts first, `mostKeys` at most. Alerts that no rule made are under `noRule`. */
  readonly byRule: readonly CountsOf[];
  readonly byMetric: readonly CountsOf[];
  readonly byAsset: readonly CountsOf[];
  /** By time of firing; what changes goes before what is kept where there are more than `mostListed`. */
  readonly alerts: readonly ComparedAlert[];
  /** Alerts that are counted but not listed. */
  readonly notListed: number;
}

/** What stands for the rule of an alert that none made. */
export const noRule = '(no rule)';
const mostKeys = 100;
/** Of changes, and of what is kept: bounds memory and answer. */
const mostListed = 1_000;
const weekMs = 7 * 86_400_000;
/** The first Monday of epoch time, 5 January 1970. */
const firstMonday = 4 * 86_400_000;

type Counting = { -readonly [name in keyof AlertCounts]: number };

/** Adds up comparisons of series, group by group. Memory is bounded by the rules, metrics and assets there are. */
export class BacktestTally {
  readonly #totals = none();
  readonly #weeks = new Map<number, Counting>();
  readonly #rules = new Map<string, Counting>();
  readonly #metrics = new Map<string, Counting>();
  readonly #assets = new Map<string, Counting>();
  readonly #changed: ComparedAlert[] = [];
  readonly #kept: ComparedAlert[] = [];
  #notListed = 0;

  constructor(span: Span) {
    for (let week = weekOf(span.fromMs); week < span.toMs; week += weekMs) this.#weeks.set(week, none());
  }

  add({ alerts, present }: Comparison): void {
    for (const compared of alerts) {
      if (compared.change !== 'vanished') this.#count(compared, 'proposed');
      if (compared.change !== 'kept') this.#count(compared, compared.change);
      this.#list(compared);
    }
    for (const raised of present) this.#count(raised, 'present');
  }

  result(): BacktestTallies {
    return {
      totals: this.#totals,
      weeks: [...this.#weeks].map(([startsAt, counts]) => ({ startsAt, ...counts })),
      byRule: mostFirst(this.#rules),
      byMetric: mostFirst(this.#metrics),
      byAsset: mostFirst(this.#assets),
      alerts: [...this.#changed, ...this.#kept].sort((one, other) => firedAt(one) - firedAt(other)),
      notListed: this.#notListed,
    };
  }

  #count({ alert, rule }: Pick<ComparedAlert, 'alert' | 'rule'>, what: keyof AlertCounts): void {
    this.#totals[what] += 1;
    countingOf(this.#weeks, weekOf(alert.firedAt ?? alert.startsAt))[what] += 1;
    countingOf(this.#rules, rule ?? noRule)[what] += 1;
    countingOf(this.#metrics, alert.metric)[what] += 1;
    countingOf(this.#assets, alert.assetId)[what] += 1;
  }

  #list(compared: ComparedAlert): void {
    const list = compared.change === 'kept' ? this.#kept : this.#changed;
    if (list.length < mostListed) list.push(compared);
    else this.#notListed += 1;
  }
}

function none(): Counting {
  return { proposed: 0, present: 0, new: 0, vanished: 0 };
}

function countingOf<Key>(counts: Map<Key, Counting>, key: Key): Counting {
  let known = counts.get(key);
  if (!known) counts.set(key, (known = none()));
  return known;
}

function mostFirst(counts: ReadonlyMap<string, Counting>): readonly CountsOf[] {
  return [...counts]
    .map(([key, counting]) => ({ key, ...counting }))
    .sort((one, other) => size(other) - size(one) || (one.key < other.key ? -1 : 1))
    .slice(0, mostKeys);
}

function size({ proposed, present }: AlertCounts): number {
  return Math.max(proposed, present);
}

function firedAt({ alert }: ComparedAlert): number {
  return alert.firedAt ?? alert.startsAt;
}

function weekOf(at: number): number {
  return Math.floor((at - firstMonday) / weekMs) * weekMs + firstMonday;
}
