import { DomainError } from '../domain/errors.js';
import type { ApiKey, ApiKeys, Role } from '../ports/api-keys.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Secrets } from '../ports/secrets.js';

/** A key with its secret, which is shown once and kept nowhere. */
export interface CreatedKey {
  readonly key: ApiKey;
  readonly secret: string;
}

/** Who calls, as the key says. */
export interface Caller {
  readonly name: string;
  readonly role: Role;
}

const secretPrefix = 'plenum_';
/** Of `plenum_` and 32 bytes as base64url. Anything else is refused without a look into the records. */
const secretShape = /^plenum_[\w-]{43}$/;
/** How long an answer is taken from memory: so long may a key work on after another process has revoked it. */
const cacheMs = 30_000;
/** Beyond this many remembered keys all are forgotten and looked up again. */
const cacheCapacity = 1_000;

/** Creates, lists, revokes and checks API keys. What changes a key is in the audit log. */
export class ManageKeys {
  /** Callers by the hash of their secret; only keys that were found, so that guesses take no memory. */
  readonly #recent = new Map<string, { caller: Caller; keyId: string; until: number }>();
  /** Counts revocations, so that a key looked up before one is not remembered after it. */
  #revocations = 0;

  constructor(
    private readonly keys: ApiKeys,
    private readonly audit: AuditLog,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Makes a key; `actor` is who asked for it. */
  async create(request: { name: string; role: Role; actor: string }): Promise<CreatedKey> {
    const { name, role, actor } = request;
    const key: ApiKey = { id: this.ids.next(), name, role, createdAt: this.clock.now(), revokedAt: undefined };
    const secret = secretPrefix + this.secrets.next();
    await this.keys.create(key, this.secrets.hash(secret));
    await this.#note('key.created', key.id, actor, { name, role });
    return { key, secret };
  }

  list(): Promise<readonly ApiKey[]> {
    return this.keys.list();
  }

  /**
   * Revokes a key: at once in this process, within 30 s in others.
   * @throws DomainError `not_found` when there is no such key.
   */
  async revoke(request: { id: string; actor: string }): Promise<void> {
    const { id, actor } = request;
    const found = await this.keys.revoke(id, this.clock.now());
    if (!found) throw new DomainError('not_found', `There is no API key ${id}.`, { details: { id } });
    this.#revocations += 1;
    for (const [hash, { keyId }] of this.#recent) {
      if (keyId === id) this.#recent.delete(hash);
    }
    await this.#note('key.revoked', id, actor, {});
  }

  /** The caller whose secret this is; undefined for an unknown or revoked one. */
  async authenticate(secret: string): Promise<Caller | undefined> {
    if (!secretShape.test(secret)) return undefined;
    const hash = this.secrets.hash(secret);
    const recent = this.#recent.get(hash);
    if (recent && recent.until > this.clock.now()) return recent.caller;
    this.#recent.delete(hash);
    const revocationsBefore = this.#revocations;
    const key = await this.keys.findByHash(hash);
    if (!key) return undefined;
    const caller: Caller = { name: key.name, role: key.role };
    if (this.#revocations === revocationsBefore) this.#remember(hash, key.id, caller);
    return caller;
  }

  #remember(hash: string, keyId: string, caller: Caller): void {
    if (this.#recent.size >= cacheCapacity) this.#recent.clear();
    this.#recent.set(hash, { caller, keyId, until: this.clock.now() + cacheMs });
  }

  #note(action: string, subject: string, actor: string, details: Record<string, unknown>): Promise<void> {
    return this.audit.append({ id: this.ids.next(), at: this.clock.now(), actor, action, subject, details });
  }
}
