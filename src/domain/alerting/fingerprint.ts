import type { AlertKind } from './alert.js';

const OFFSET_BASIS = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;
const utf8 = new TextEncoder();

/** FNV-1a with 128 bits (draft-eastlake-fnv) of the text's UTF-8 form, as 32 hexadecimal digits. For ids, not for security. */
export function fnv1a128(text: string): string {
  let hash = OFFSET_BASIS;
  for (const byte of utf8.encode(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(32, '0');
}

/** Names a kind of trouble of one subject (a series key, or an asset and what of it), the same in every episode. */
export function fingerprintOf(kind: AlertKind, subject: string): string {
  return fnv1a128(`${kind}|${subject}`);
}

/** The id of the episode that starts at `startsAt`: a replay of the same points makes the same id. */
export function alertIdOf(fingerprint: string, startsAt: number): string {
  return fnv1a128(`${fingerprint}|${startsAt}`);
}

const forwardedPrefix = 'edge:';

/** The alert as one that an edge has raised and will resolve: its fingerprint tells, for as long as it is kept. */
export function asForwarded<T extends { readonly fingerprint: string }>(alert: T): T {
  return isForwarded(alert) ? alert : { ...alert, fingerprint: `${forwardedPrefix}${alert.fingerprint}` };
}

/** Whether an edge has raised the alert, so that only the edge may resolve it. */
export function isForwarded({ fingerprint }: { readonly fingerprint: string }): boolean {
  return fingerprint.startsWith(forwardedPrefix);
}
