import { createHmac } from 'node:crypto';

/**
 * The value of the `Plenum-Signature` header: `t=<epoch seconds>,v1=<hex>`, where `v1` is the HMAC-SHA256 (RFC 2104)
 * of `<epoch seconds>.<body>`. The time is signed too, so that a receiver can refuse an old call that is played again.
 */
export function webhookSignature(secret: string, body: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
