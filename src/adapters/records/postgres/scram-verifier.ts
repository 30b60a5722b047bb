import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's own default. */
const iterations = 4_096;
const saltBytes = 16;
const keyBytes = 32;

/**
 * What PostgreSQL keeps of a password (SCRAM-SHA-256: RFC 5802 section 3, RFC 7677). It takes this in place of the
 * password, which so appears in no statement and in no log of the server. For ASCII only: others would need SASLprep.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(saltBytes)): string {
  const salted = pbkdf2Sync(password, salt, iterations, keyBytes, 'sha256');
  const keyCalled = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(keyCalled('Client Key')).digest('base64');
  const serverKey = keyCalled('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
