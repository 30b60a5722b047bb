import type { Vitals } from '../domain/alerting/own-troubles/vitals.js';
import { rejectionCodes } from '../domain/telemetry/rejection.js';
import type { Clock } from '../ports/clock.js';
import type { CheckReadiness } from './check-readiness.js';

/** Plenum's own metrics as they stand. */
export interface MetricReadings {
  values(
    name: string,
  ): Promise<readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]>;
}

/** What else can be read of a process; undefined: it has no such thing. */
export interface ProcessGauges {
  /** What is free of the disk of the data folder. */
  readonly diskFree: () => Promise<Vitals['diskFree']>;
  /** Points that wait to be scored. */
  readonly scoringLag: () => number | undefined;
}

/** A receiver that does not answer is failing until it confirms, or until nothing was to be told to it for so long. */
const FORGIVEN_MS = 600_000;

const notifierPrefix = 'notifier-';
const settingsFiles = ['detection', 'alerting'] as const;

/** Looks at this process from outside: asks its back ends, and reads its metrics and clocks since the last look. */
export class TakeVitals {
  readonly #counts = new Map<string, number>();
  readonly #failingSince = new Map<string, number>();
  #clocks: { readonly now: number; readonly monotonic: number } | undefined;

  constructor(
    private readonly readiness: Pick<CheckReadiness, 'run'>,
    private readonly metrics: MetricReadings,
    private readonly clock: Clock,
    private readonly gauges: ProcessGauges,
  ) {}

  async take(): Promise<Vitals> {
    const { backEnds } = await this.readiness.run();
    const received = await this.#grown('received', 'plenum_component_received_total');
    const dropped = await this.#grown('dropped', 'plenum_component_dropped_total');
    const errors = await this.#grown('errors', 'plenum_component_errors_total');
    const sent = await this.#grown('sent', 'plenum_component_sent_total');
    const taken = sumOf(received.filter(isOfIntake));
    const overloaded = errors.filter(({ labels }) => labels['component'] === 'http' && labels['code'] === 'overloaded');
    const rejected = sumOf([...dropped.filter(isOfIntake).filter(isRejection), ...overloaded]);
    return {
      backEnds: backEnds.map(({ name, reason }) => ({ name, problem: reason })),
      offered: taken + rejected,
      rejected,
      scoringBehindS: this.#behind(sumOf(received.filter(({ labels }) => labels['component'] === 'score'))),
      failingNotifiers: this.#failing(errors, sent),
      diskFree: await this.gauges.diskFree(),
      clockStepS: this.#clockStep(),
      refusedSettings: await this.#refusedSettings(),
    };
  }

  #behind(scored: number): number | undefined {
    const lag = this.gauges.scoringLag();
    const tookS = this.#clocks === undefined ? 0 : (this.clock.monotonic() - this.#clocks.monotonic) / 1000;
    return lag !== undefined && scored > 0 && tookS > 0 ? lag / (scored / tookS) : undefined;
  }

  #failing(errors: readonly Growth[], sent: readonly Growth[]): readonly string[] {
    const now = this.clock.monotonic();
    // One that refuses a notice for what it says answers; the notice is dropped, and the next may be taken.
    const unanswered = errors.filter(({ labels }) => labels['code'] === 'unavailable');
    for (const [name] of this.#named(unanswered)) this.#failingSince.set(name, now);
    for (const [name] of this.#named(sent)) this.#failingSince.delete(name);
    for (const [name, at] of this.#failingSince) if (now - at >= FORGIVEN_MS) this.#failingSince.delete(name);
    return [...this.#failingSince.keys()].sort();
  }

  #named(growths: readonly Growth[]): readonly (readonly [string, Growth])[] {
    return growths.flatMap((growth) => {
      const component = growth.labels['component'] ?? '';
      const isNews = growth.by > 0 && component.startsWith(notifierPrefix);
      return isNews ? [[component.slice(notifierPrefix.length), growth] as const] : [];
    });
  }

  #clockStep(): number {
    const [now, monotonic] = [this.clock.now(), this.clock.monotonic()];
    const before = this.#clocks;
    this.#clocks = { now, monotonic };
    return before ? (now - before.now - (monotonic - before.monotonic)) / 1000 : 0;
  }

  async #refusedSettings(): Promise<readonly string[]> {
    const refused: string[] = [];
    for (const name of settingsFiles) {
      const values = await this.metrics.values(`plenum_${name}_settings_refused`);
      if (values.some(({ value }) => value > 0)) refused.push(name);
    }
    return refused;
  }

  /** What a counter has grown by since the last look; nothing at the first, which says nothing of now. */
  async #grown(kind: string, metric: string): Promise<readonly Growth[]> {
    const values = await this.metrics.values(metric);
    return values.map(({ labels, value }) => {
      const key = `${kind} ${JSON.stringify(labels)}`;
      const before = this.#counts.get(key) ?? (this.#clocks ? 0 : value);
      this.#counts.set(key, value);
      return { labels, by: value - before };
    });
  }
}

interface Growth {
  readonly labels: Readonly<Record<string, string>>;
  readonly by: number;
}

function isOfIntake({ labels }: Growth): boolean {
  return labels['component']?.startsWith('intake_') === true;
}

/** What is sent twice, or left out on purpose, is taken for well. */
function isRejection({ labels }: Growth): boolean {
  return labels['reason'] !== 'duplicate' && rejectionCodes.some((code) => code === labels['reason']);
}

function sumOf(growths: readonly Growth[]): number {
  return growths.reduce((sum, { by }) => sum + by, 0);
}
