export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: number;
  readonly revokedAt: number | undefined;
}

/** API keys by the SHA-256 of their secret; the secret itself is never kept. */
export abstract class ApiKeys {
  abstract create(key: ApiKey, secretHash: string): Promise<void>;
  /** The key that is not revoked with this secret's hash. */
  abstract findByHash(secretHash: string): Promise<ApiKey | undefined>;
  abstract list(): Promise<readonly ApiKey[]>;
  /** False when there is no such key. */
  abstract revoke(id: string, at: number): Promise<boolean>;
}
