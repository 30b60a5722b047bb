import type { Alert } from '../alert.js';

/** What a proposal does to an alert: raises it for the first time, no longer raises it, or leaves it. */
export type AlertChange = 'new' | 'vanished' | 'kept';

/** An alert that the proposal, or what holds at present, would have raised. */
export interface ComparedAlert {
  readonly change: AlertChange;
  /** As the proposal raises it; one that vanishes, as it is at present. */
  readonly alert: Alert;
  /** The rule that it comes from; undefined where the detector and the metric catalogue decide alone. */
  readonly rule: string | undefined;
}

/** From the first to the last moment of trouble, epoch ms; `to` is Infinity while it lasts. */
export function stretchOf({ startsAt, resolvedAt }: Pick<Alert, 'startsAt' | 'resolvedAt'>) {
  return { from: startsAt, to: resolvedAt ?? Infinity };
}

/** Whether two alerts of one series are about the same trouble: they overlap in time. */
export function overlap(
  one: Pick<Alert, 'startsAt' | 'resolvedAt'>,
  other: Pick<Alert, 'startsAt' | 'resolvedAt'>,
): boolean {
  const [left, right] = [stretchOf(one), stretchOf(other)];
  return left.from <= right.to && right.from <= left.to;
}
