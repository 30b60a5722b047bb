import { createHmac } from 'node:crypto';

/** 64 bits: a hundred thousand people share one once in four billion sites. */
const DIGITS = 16;

/**
 * Names that stand for people without telling who they are: the HMAC-SHA256 of the name in lower case, by a key that
 * stays outside. Whoever has the key finds a person again by name; another key makes everybody new.
 */
export function pseudonyms(key: string): (name: string) => string {
  return (name) => createHmac('sha256', key).update(name.toLowerCase()).digest('hex').slice(0, DIGITS);
}
