import { randomBytes } from 'node:crypto';
import type { Clock } from '../../ports/clock.js';
import { Ids } from '../../ports/ids.js';

/** UUID version 7 (RFC 9562, method 1: a 12-bit counter after the milliseconds keeps ids of one process ascending). */
export class UuidV7 extends Ids {
  #lastMs = 0;
  #counter = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  next(): string {
    const now = this.clock.now();
    if (now > this.#lastMs) {
      this.#lastMs = now;
      this.#counter = 0;
    } else {
      this.#counter += 1;
      if (this.#counter > 0xfff) {
        this.#lastMs += 1;
        this.#counter = 0;
      }
    }
    const bytes = randomBytes(16);
    bytes.writeUIntBE(this.#lastMs, 0, 6);
    bytes.writeUInt16BE(0x7000 | this.#counter, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
