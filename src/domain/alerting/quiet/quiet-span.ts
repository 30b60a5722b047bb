/** Alertmanager's words: not begun, in effect, over. */
export const quietStates = ['pending', 'active', 'expired'] as const;
export type QuietState = (typeof quietStates)[number];

/** From its start until just before its end, epoch ms. */
export interface QuietSpan {
  readonly startsAt: number;
  readonly endsAt: number;
}

export function isWithin({ startsAt, endsAt }: QuietSpan, at: number): boolean {
  return at >= startsAt && at < endsAt;
}

export function spanStateAt(span: QuietSpan, at: number): QuietState {
  if (at >= span.endsAt) return 'expired';
  return at < span.startsAt ? 'pending' : 'active';
}
