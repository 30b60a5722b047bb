import type { ArrivalOrder } from '../domain/telemetry/arrival-order.js';
import type { DecodeResult } from '../domain/telemetry/decoders/decoder.js';
import type { Rejection } from '../domain/telemetry/rejection.js';
import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';
import type { Metrics } from '../ports/metrics.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import type { IntakeOrigin, KeepDeadLetters } from './keep-dead-letters.js';
import type { SaveNewcomers } from './save-newcomers.js';

/** What became of one request. Everything that came in is in exactly one of accepted, refused and skipped. */
export interface IngestReceipt {
  /** Points that are safe now, repeats of points already safe among them. */
  readonly accepted: number;
  /** Of those, repeats, which were not stored again. */
  readonly duplicates: number;
  /** Of those, points far behind their series' newest. */
  readonly late: number;
  /** The first refused pieces; `refused` counts all. */
  readonly rejections: readonly Rejection[];
  readonly refused: number;
  /** Left out on purpose. */
  readonly skipped: number;
}

/**
 * Takes decoded telemetry in: new series and devices are saved, repeats dropped, the points published, and refused
 * input kept. When a promise resolves, the points survive a crash; when it rejects, the same request may be sent
 * again and nothing is lost or doubled. Many requests may be under way at once.
 */
export class IngestTelemetry {
  constructor(
    private readonly newcomers: SaveNewcomers,
    private readonly order: ArrivalOrder,
    private readonly bus: Pick<TelemetryBus, 'publish'>,
    private readonly deadLetters: KeepDeadLetters,
    private readonly metrics: Metrics,
  ) {}

  /** Takes a request's decoded points and refusals. Rejects with `overloaded` or `unavailable` when it cannot keep them. */
  async accept(result: DecodeResult, origin: IntakeOrigin): Promise<IngestReceipt> {
    const { late, duplicates } = await this.#publish(result.batch);
    await this.deadLetters.keep(result.rejections, origin);
    const unlisted = sum(result.unlisted.values());
    const receipt = {
      accepted: result.batch.length,
      duplicates,
      late,
      rejections: result.rejections,
      refused: result.rejections.length + unlisted,
      skipped: sum(result.skipped.values()),
    };
    this.#count(result, receipt, origin.source);
    return receipt;
  }

  /** Takes points that one of Plenum's own sources has read. */
  async acceptBatch(batch: TelemetryBatch, source: string): Promise<void> {
    const component = componentOf(source);
    const { late, duplicates } = await this.#publish(batch);
    this.metrics.count('component_received_total', { component }, batch.length);
    this.#drop(component, 'duplicate', duplicates);
    this.#note(component, late);
  }

  async #publish(batch: TelemetryBatch): Promise<{ late: number; duplicates: number }> {
    await this.newcomers.save();
    if (batch.length === 0) return { late: 0, duplicates: 0 };
    const admission = this.order.admit(batch);
    try {
      if (admission.batch.length > 0) await this.bus.publish(admission.batch);
    } catch (error) {
      this.order.withdraw(admission);
      throw error;
    }
    this.order.settle(admission);
    return admission;
  }

  #count(result: DecodeResult, receipt: IngestReceipt, source: string): void {
    const component = componentOf(source);
    const received = receipt.accepted + receipt.refused + receipt.skipped;
    this.metrics.count('component_received_total', { component }, received);
    for (const { code } of result.rejections) this.#drop(component, code, 1);
    for (const [code, count] of result.unlisted) this.#drop(component, code, count);
    for (const [reason, count] of result.skipped) this.#drop(component, reason, count);
    this.#drop(component, 'duplicate', receipt.duplicates);
    this.#note(component, receipt.late);
  }

  #drop(component: string, reason: string, count: number): void {
    if (count > 0) this.metrics.count('component_dropped_total', { component, reason }, count);
  }

  /** Late points are stored; they count as an error of their sender, not as dropped. */
  #note(component: string, late: number): void {
    if (late > 0) this.metrics.count('component_errors_total', { component, code: 'late' }, late);
  }
}

function componentOf(source: string): string {
  return `intake_${source}`;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
