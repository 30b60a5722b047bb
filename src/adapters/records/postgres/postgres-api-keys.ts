import { type ApiKey, ApiKeys } from '../../../ports/api-keys.js';
import type { Database } from './database.js';
import { asTime, msOf } from './times.js';

type ApiKeyRow = Omit<ApiKey, 'createdAt' | 'revokedAt'> & {
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
};

const columns = 'id, name, role, created_at AS "createdAt", revoked_at AS "revokedAt"';

/** API keys as the table `api_keys`. */
export class PostgresApiKeys extends ApiKeys {
  constructor(private readonly database: Database) {
    super();
  }

  async create(key: ApiKey, secretHash: string): Promise<void> {
    await this.database.query(
      'INSERT INTO api_keys (id, name, role, created_at, revoked_at, secret_hash) VALUES ($1, $2, $3, $4, $5, $6)',
      [key.id, key.name, key.role, asTime(key.createdAt), asTime(key.revokedAt), secretHash],
    );
  }

  async findByHash(secretHash: string): Promise<ApiKey | undefined> {
    const [row] = await this.database.query<ApiKeyRow>(
      `SELECT ${columns} FROM api_keys WHERE secret_hash = $1 AND revoked_at IS NULL`,
      [secretHash],
    );
    return row && mapKey(row);
  }

  /** Oldest first. */
  async list(): Promise<readonly ApiKey[]> {
    const rows = await this.database.query<ApiKeyRow>(`SELECT ${columns} FROM api_keys ORDER BY created_at, id`);
    return rows.map(mapKey);
  }

  /** A key revoked before keeps the time of its first revocation. */
  async revoke(id: string, at: number): Promise<boolean> {
    const found = await this.database.query(
      'UPDATE api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING id',
      [id, asTime(at)],
    );
    return found.length > 0;
  }
}

function mapKey(row: ApiKeyRow): ApiKey {
  return { ...row, createdAt: row.createdAt.getTime(), revokedAt: msOf(row.revokedAt) };
}
