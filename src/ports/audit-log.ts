/** Who did what, when, with which outcome. Append-only. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  /** Verb and noun, such as `twin.fault.injected`, `alert.acknowledged`, `key.created`. */
  readonly action: string;
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export abstract class AuditLog {
  abstract append(entry: AuditEntry): Promise<void>;
  /** Newest first; `before` is an id of an earlier page's last entry. */
  abstract list(query: { before?: string; limit: number }): Promise<readonly AuditEntry[]>;
}
