/** How a workload's demand runs through the day and the week. */
export const workloadShapes = ['office', 'consumer', 'batch', 'training', 'steady'] as const;

export type WorkloadShape = (typeof workloadShapes)[number];

/** A workload as the operator describes it: its daily course between two levels of utilisation (0..1). */
export interface WorkloadProfile {
  readonly name: string;
  readonly shape: WorkloadShape;
  /** Utilisation at the quietest hour. */
  readonly base: number;
  /** Utilisation at the busiest hour of a working day. */
  readonly peak: number;
  /** Standard deviation of the random swing that all its servers share. */
  readonly noise: number;
}
