import { readFileSync } from 'node:fs';
import { DomainError, messageOf } from '../../../domain/errors.js';
import type { RecordsConnection } from './data-source.js';

export interface PostgresServer {
  /**
   * `postgres://user:password@host:port/database`. `sslmode` means what it means to libpq: `disable` (as when absent),
   * `require` (encrypted; the certificate is checked if an authority is named), `verify-ca` or `verify-full`;
   * `sslrootcert` names the file of the authority, Node's own ones when absent.
   */
  readonly url: string;
  /** Most connections at a time; 10 when absent. More queries wait for one. */
  readonly poolSize?: number;
}

/** As pg takes it. */
type Tls = false | { ca?: string; rejectUnauthorized?: boolean; checkServerIdentity?: () => undefined };

/**
 * How to reach a PostgreSQL server. Connections that break are replaced at the next query.
 * @throws DomainError `invalid_configuration` for an address that cannot be meant.
 */
export function serverConnection({ url, poolSize = 10 }: PostgresServer): RecordsConnection {
  if (!URL.canParse(url)) {
    throw new DomainError('invalid_configuration', 'The address of PostgreSQL is not of the form postgres://...');
  }
  const address = new URL(url);
  const ssl = tlsOf(address.searchParams.get('sslmode'), address.searchParams.get('sslrootcert'));
  // pg has its own idea of these two and would let them win over `ssl`.
  address.searchParams.delete('sslmode');
  address.searchParams.delete('sslrootcert');
  return {
    url: address.toString(),
    poolSize,
    ssl,
    applicationName: 'plenum',
    connectTimeoutMS: 5_000,
    extra: { keepAlive: true, statement_timeout: 60_000 },
  };
}

function tlsOf(mode: string | null, caFile: string | null): Tls {
  if (mode === null || mode === 'disable') {
    if (caFile === null) return false;
    throw new DomainError('invalid_configuration', 'sslrootcert needs an sslmode that uses TLS, such as verify-full.');
  }
  const authority = caFile === null ? {} : { ca: authorityIn(caFile) };
  const anyName = { checkServerIdentity: () => undefined };
  switch (mode) {
    case 'require':
      return caFile === null ? { rejectUnauthorized: false } : { ...authority, ...anyName };
    case 'verify-ca':
      return { ...authority, ...anyName };
    case 'verify-full':
      return authority;
    default:
      throw new DomainError(
        'invalid_configuration',
        `sslmode=${mode} is not known; use disable, require, verify-ca or verify-full.`,
      );
  }
}

function authorityIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new DomainError('invalid_configuration', `The sslrootcert ${file} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
