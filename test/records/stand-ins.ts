import { DomainError } from '../../src/domain/errors.js';
import { type ApiKey, ApiKeys } from '../../src/ports/api-keys.js';
import { type AuditEntry, AuditLog } from '../../src/ports/audit-log.js';
import { Leases } from '../../src/ports/leases.js';

/** API keys in memory, for specs of what uses them; they run the port's contract too. Counts the look-ups. */
export class MemoryApiKeys extends ApiKeys {
  lookUps = 0;
  readonly #kept = new Map<string, { key: ApiKey; secretHash: string }>();

  create(key: ApiKey, secretHash: string): Promise<void> {
    const used = [...this.#kept.values()].some((kept) => kept.key.id === key.id || kept.secretHash === secretHash);
    if (used) return Promise.reject(new DomainError('conflict', 'The key exists already.'));
    this.#kept.set(key.id, { key, secretHash });
    return Promise.resolve();
  }

  findByHash(secretHash: string): Promise<ApiKey | undefined> {
    this.lookUps += 1;
    const found = [...this.#kept.values()].find(
      (kept) => kept.secretHash === secretHash && kept.key.revokedAt === undefined,
    );
    return Promise.resolve(found?.key);
  }

  list(): Promise<readonly ApiKey[]> {
    const keys = [...this.#kept.values()].map(({ key }) => key);
    return Promise.resolve(keys.sort((one, other) => one.createdAt - other.createdAt));
  }

  revoke(id: string, at: number): Promise<boolean> {
    const kept = this.#kept.get(id);
    if (!kept) return Promise.resolve(false);
    this.#kept.set(id, { ...kept, key: { ...kept.key, revokedAt: kept.key.revokedAt ?? at } });
    return Promise.resolve(true);
  }
}

/** An audit log in memory, for specs of what writes to it; it runs the port's contract too. */
export class MemoryAuditLog extends AuditLog {
  readonly entries: AuditEntry[] = [];

  append(entry: AuditEntry): Promise<void> {
    if (this.entries.some(({ id }) => id === entry.id)) {
      return Promise.reject(new DomainError('conflict', 'The entry exists already.'));
    }
    this.entries.push(entry);
    return Promise.resolve();
  }

  list({ before, limit }: { before?: string; limit: number }): Promise<readonly AuditEntry[]> {
    const end = before === undefined ? this.entries.length : this.entries.findIndex(({ id }) => id === before);
    return Promise.resolve(this.entries.slice(0, Math.max(end, 0)).reverse().slice(0, limit));
  }
}

/** Leases in memory, for specs of what holds them; they run the port's contract too. */
export class MemoryLeases extends Leases {
  readonly #kept = new Map<string, { holder: string; endsAt: number }>();

  constructor(private readonly now: () => number) {
    super();
  }

  take(name: string, holder: string, forMs: number): Promise<boolean> {
    const kept = this.#kept.get(name);
    if (kept && kept.holder !== holder && kept.endsAt > this.now()) return Promise.resolve(false);
    this.#kept.set(name, { holder, endsAt: this.now() + forMs });
    return Promise.resolve(true);
  }

  give(name: string, holder: string): Promise<void> {
    if (this.#kept.get(name)?.holder === holder) this.#kept.delete(name);
    return Promise.resolve();
  }
}
