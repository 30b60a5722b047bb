import { createHash, randomBytes } from 'node:crypto';
import { Secrets } from '../../ports/secrets.js';

/** Secrets from the operating system's random source. */
export class NodeSecrets extends Secrets {
  next(): string {
    return randomBytes(32).toString('base64url');
  }

  hash(secret: string): string {
    return createHash('sha256').update(secret, 'utf8').digest('hex');
  }
}
