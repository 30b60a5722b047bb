/** Makes secrets and the hashes under which they are kept. */
export abstract class Secrets {
  /** A fresh secret of 256 random bits, as base64url text (43 characters). */
  abstract next(): string;
  /** The SHA-256 of the text as UTF-8, in hex. Fit for secrets of full entropy, not for passwords. */
  abstract hash(secret: string): string;
}
