import { DomainError, messageOf } from '../domain/errors.js';
import type { SeriesSelection } from '../domain/detection/settings/series-selection.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Log } from '../ports/log.js';
import type { Loop } from '../ports/loop.js';
import type { BacktestDetection, BacktestRequest, BacktestResult } from './backtest-detection.js';

/** A backtest from its start until it is forgotten. */
export interface BacktestJob {
  readonly id: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly request: BacktestRequest;
  readonly startedBy: string;
  /** Wall clock, epoch ms. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** 0 to 1. */
  readonly progress: number;
  /** Once it is done. */
  readonly result: BacktestResult | undefined;
  /** Why it failed. */
  readonly problem: string | undefined;
}

interface Kept {
  job: BacktestJob;
  readonly abort: AbortController;
  /** Never rejects. */
  ended: Promise<void>;
}

export const mostRunningBacktests = 2;
/** Jobs that are over and can still be asked for. */
const mostEnded = 20;

/**
 * Runs backtests beside the requests that start them. They live in memory: a restart ends and forgets them, and each is
 * known to the process that was asked for it only.
 */
export class BacktestJobs implements Loop {
  readonly name = 'backtests';
  /** In the order of their start. */
  readonly #jobs = new Map<string, Kept>();

  constructor(
    private readonly backtest: BacktestDetection,
    private readonly audit: AuditLog,
    private readonly system: { readonly clock: Clock; readonly ids: Ids; readonly log: Log },
  ) {}

  start(): Promise<void> {
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    for (const { abort } of this.#jobs.values()) abort.abort();
    await Promise.all([...this.#jobs.values()].map(({ ended }) => ended));
  }

  /** The series that a backtest would look at. Throws `invalid_input` as `begin` rejects. */
  select(selection: SeriesSelection): readonly SeriesDescriptor[] {
    return this.backtest.select(selection);
  }

  /** Newest first. */
  list(): readonly BacktestJob[] {
    return [...this.#jobs.values()].map(({ job }) => job).reverse();
  }

  /** Throws `not_found`. */
  get(id: string): BacktestJob {
    return this.#kept(id).job;
  }

  /** Answers at once. Throws `invalid_input` when the selection is not usable, `overloaded` when enough are running. */
  async begin(request: BacktestRequest, actor: string): Promise<BacktestJob> {
    const series = this.backtest.select(request.select).length;
    const running = this.list().filter(({ state }) => state === 'running');
    if (running.length >= mostRunningBacktests) {
      throw new DomainError('overloaded', `${running.length} backtests are running; wait for one to end or cancel it`, {
        retriable: true,
        details: { running: running.map(({ id }) => id) },
      });
    }
    const id = this.system.ids.next();
    const kept: Kept = { job: this.#begun(id, request, actor), abort: new AbortController(), ended: Promise.resolve() };
    this.#jobs.set(id, kept);
    const { fromMs, toMs, detector } = request;
    try {
      await this.#audited('detection.backtest.started', id, actor, { series, fromMs, toMs, detector });
    } catch (error) {
      this.#jobs.delete(id);
      throw error;
    }
    kept.ended = this.#run(kept);
    return kept.job;
  }

  /** Ends a running one; one that is over stays as it is. Throws `not_found`. */
  async cancel(id: string, actor: string): Promise<BacktestJob> {
    const kept = this.#kept(id);
    if (kept.job.state === 'running') {
      await this.#audited('detection.backtest.cancelled', id, actor, {});
      kept.abort.abort();
      await kept.ended;
    }
    return kept.job;
  }

  #begun(id: string, request: BacktestRequest, startedBy: string): BacktestJob {
    const startedAt = this.system.clock.now();
    const open = { endedAt: undefined, progress: 0, result: undefined, problem: undefined };
    return { id, state: 'running', request, startedBy, startedAt, ...open };
  }

  async #run(kept: Kept): Promise<void> {
    const onProgress = (progress: number) => (kept.job = { ...kept.job, progress });
    const { request } = kept.job;
    try {
      const result = await this.backtest.run(request, onProgress, kept.abort.signal);
      this.#end(kept, result ? { state: 'done', progress: 1, result } : { state: 'cancelled' });
    } catch (error) {
      this.system.log.error('backtest failed', { job: kept.job.id, error: messageOf(error) });
      this.#end(kept, { state: 'failed', problem: messageOf(error) });
    }
  }

  #end(kept: Kept, outcome: Partial<BacktestJob>): void {
    kept.job = { ...kept.job, ...outcome, endedAt: this.system.clock.now() };
    const ended = [...this.#jobs].filter(([, { job }]) => job.state !== 'running').map(([id]) => id);
    for (const id of ended.slice(0, Math.max(0, ended.length - mostEnded))) this.#jobs.delete(id);
  }

  #kept(id: string): Kept {
    const kept = this.#jobs.get(id);
    if (!kept) throw new DomainError('not_found', `there is no backtest ${id}`);
    return kept;
  }

  async #audited(action: string, subject: string, actor: string, details: Record<string, unknown>): Promise<void> {
    const { ids, clock } = this.system;
    await this.audit.append({ id: ids.next(), at: clock.now(), actor, action, subject, details });
  }
}
