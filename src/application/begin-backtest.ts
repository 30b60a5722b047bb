import { type DetectorName, liveDetector } from '../domain/detection/catalogue.js';
import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import type { SeriesSelection } from '../domain/detection/settings/series-selection.js';
import { DomainError } from '../domain/errors.js';
import type { TelemetryStore } from '../ports/telemetry-store.js';
import type { PresentDetection } from './backtest-detection.js';
import type { BacktestJob, BacktestJobs } from './backtest-jobs.js';
import { type DetectionProposal, proposedRules } from './propose-detection.js';

/** A proposal, and what to try it on. */
export interface BacktestWish extends DetectionProposal {
  readonly detector: DetectorName | undefined;
  readonly select: SeriesSelection;
  /** Epoch ms; `toMs` defaults to just after the newest point, `fromMs` to so many days before it. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly days: number;
  readonly warmUpMs: number;
}

const dayMs = 86_400_000;
export const longestBacktestDays = 92;

/** Starts backtests of what an operator proposes. */
export class BeginBacktest {
  constructor(
    private readonly jobs: BacktestJobs,
    private readonly present: Pick<PresentDetection, 'rules'>,
    /** Throws `invalid_configuration` when the text of a detection file is not valid as a whole. */
    private readonly parse: (text: string) => readonly DetectionRule[],
    /** The newest point of each of the series. */
    private readonly latest: TelemetryStore['latest'],
  ) {}

  /** Answers at once. Rejects with `invalid_input` for what cannot be tried, `overloaded` when enough are running. */
  async begin(wish: BacktestWish, actor: string): Promise<BacktestJob> {
    const { settings, detector, sensitivity, select, warmUpMs } = wish;
    if (settings === undefined && detector === undefined && sensitivity === undefined) {
      throw new DomainError('invalid_input', 'nothing is proposed: give settings, detector or sensitivity');
    }
    const toMs = wish.toMs ?? (await this.#newestAt(select)) + 1;
    const fromMs = wish.fromMs ?? toMs - wish.days * dayMs;
    if (!(fromMs < toMs)) throw new DomainError('invalid_input', 'from: must be before `to`');
    if (toMs - fromMs > longestBacktestDays * dayMs) {
      throw new DomainError('invalid_input', `from: must be at most ${longestBacktestDays} days before \`to\``);
    }
    const rules = proposedRules(wish, this.present.rules(), this.parse);
    return this.jobs.begin({ rules, detector: detector ?? liveDetector, select, fromMs, toMs, warmUpMs }, actor);
  }

  /** By the time of the data, which may be simulated, or recorded long ago. */
  async #newestAt(select: SeriesSelection): Promise<number> {
    const newest = await this.latest(this.jobs.select(select).map(({ id }) => id));
    if (newest.length === 0) throw new DomainError('invalid_input', 'the selected series have no points');
    return newest.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
  }
}
