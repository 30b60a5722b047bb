import type { Rejection } from '../../rejection.js';

interface Happening {
  /** Epoch ms. */
  readonly at: number;
  /** What its sender knows it by; undefined where it has no name. */
  readonly id: string | undefined;
  /** How many alike it stands for. */
  readonly count: number;
}

export interface LoginEvent extends Happening {
  readonly kind: 'login';
  readonly isSuccess: boolean;
  readonly user: string | undefined;
  readonly host: string | undefined;
  /** Where it came from: an address or a host. */
  readonly source: string | undefined;
}

export interface BadgeEvent extends Happening {
  readonly kind: 'badge';
  readonly isGranted: boolean;
  readonly user: string | undefined;
  readonly door: string;
}

export interface FlowEvent extends Happening {
  readonly kind: 'flow';
  /** The site's own ends of the connection. */
  readonly ends: readonly { readonly host: string; readonly direction: 'inbound' | 'outbound' }[];
  /** Both ways; undefined where the sender does not count them. */
  readonly bytes: number | undefined;
  readonly packets: number | undefined;
}

/** Who did what where, whichever schema told it. */
export type SecurityEvent = LoginEvent | BadgeEvent | FlowEvent;

/** What a schema's reader makes of an object: an event, a refusal, or the reason why it is left out. */
export type Read =
  | SecurityEvent
  | ({ readonly kind: 'refused' } & Pick<Rejection, 'code' | 'message'>)
  | { readonly kind: 'skipped'; readonly reason: string };

export function refused(code: Rejection['code'], message: string): Read {
  return { kind: 'refused', code, message };
}
