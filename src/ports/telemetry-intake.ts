/** Points of one series on their way into a running service: `values[i]` was measured at `at[i]` (epoch ms). */
export interface IntakeColumn {
  readonly assetId: string;
  readonly metric: string;
  /** As the recorder states it; the service converts it. Undefined when it states none. */
  readonly unit: string | undefined;
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** What the service did not take, and why it refused the first of it. */
export interface IntakeRefusals {
  readonly points: number;
  readonly firstReason: string | undefined;
}

/** The way into a running service from outside its process. */
export abstract class TelemetryIntake {
  /**
   * Resolves when the service has made the points durable. Waits and sends again while the service is overloaded;
   * rejects with `unavailable` when it does not answer and with `unauthenticated` or `invalid_input` when it refuses all.
   */
  abstract send(columns: readonly IntakeColumn[]): Promise<IntakeRefusals>;
}
