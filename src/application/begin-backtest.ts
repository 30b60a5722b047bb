import { type DetectorName, liveDetector } from '../domain/detection/catalogue.js';
import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import type { SeriesSelection } from '../domain/detection/settings/series-selection.js';
import { DomainError } from '../domain/errors.js';
import type { Clock } from '../ports/clock.js';
import type { PresentDetection } from './backtest-detection.js';
import type { BacktestJob, BacktestJobs } from './backtest-jobs.js';
import { type DetectionProposal, proposedRules } from './propose-detection.js';

/** A proposal, and what to try it on. */
export interface BacktestWish extends DetectionProposal {
  readonly detector: DetectorName | undefined;
  readonly select: SeriesSelection;
  /** Epoch ms; `toMs` defaults to now, `fromMs` to a week before it. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly warmUpMs: number;
}

const dayMs = 86_400_000;
const usualSpanMs = 7 * dayMs;
export const longestBacktestDays = 92;

/** Starts backtests of what an operator proposes. */
export class BeginBacktest {
  constructor(
    private readonly jobs: BacktestJobs,
    private readonly present: PresentDetection,
    /** Throws `invalid_configuration` when the text of a detection file is not valid as a whole. */
    private readonly parse: (text: string) => readonly DetectionRule[],
    private readonly clock: Clock,
  ) {}

  /** Answers at once. Throws `invalid_input` for what cannot be tried, `overloaded` when enough are running. */
  begin(wish: BacktestWish, actor: string): Promise<BacktestJob> {
    const { settings, detector, sensitivity, select, warmUpMs } = wish;
    if (settings === undefined && detector === undefined && sensitivity === undefined) {
      throw new DomainError('invalid_input', 'nothing is proposed: give settings, detector or sensitivity');
    }
    const toMs = wish.toMs ?? this.clock.now();
    const fromMs = wish.fromMs ?? toMs - usualSpanMs;
    if (!(fromMs < toMs)) throw new DomainError('invalid_input', 'from: must be before `to`');
    if (toMs - fromMs > longestBacktestDays * dayMs) {
      throw new DomainError('invalid_input', `from: must be at most ${longestBacktestDays} days before \`to\``);
    }
    const rules = proposedRules(wish, this.present.rules(), this.parse);
    return this.jobs.begin({ rules, detector: detector ?? liveDetector, select, fromMs, toMs, warmUpMs }, actor);
  }
}
