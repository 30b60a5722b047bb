import type { AuditEntry, AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';

/** The audit log as a use case writes to it, with the clock and the ids that its entries and its own records bear. */
export class AuditTrail {
  constructor(
    private readonly audit: AuditLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Epoch ms. */
  now(): number {
    return this.clock.now();
  }

  nextId(): string {
    return this.ids.next();
  }

  /** Durable on resolve. */
  note(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
    return this.audit.append({ id: this.ids.next(), at: this.clock.now(), ...entry });
  }
}
