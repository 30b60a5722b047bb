import { DomainError } from '../domain/errors.js';
import { faultCatalogue, type FaultKindName } from '../domain/twin/faults/catalogue.js';
import type { ActiveFault } from '../domain/twin/faults/fault-board.js';
import type { FaultRequest, MagnitudeRange } from '../domain/twin/faults/fault.js';
import type { TwinSummary } from '../domain/twin/summary.js';
import type { BackfillProgress, TwinSession } from '../domain/twin/twin-session.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';

const fastestSpeed = 10_000;

/** A fault as the outside sees it; times are simulated, ISO 8601. */
export interface FaultView {
  readonly id: string;
  readonly kind: FaultKindName;
  readonly asset: string;
  readonly metric?: string;
  readonly magnitude?: number;
  readonly durationSeconds?: number;
  readonly startedAt: string;
  readonly endsAt: string | null;
}

export interface FaultKindView {
  readonly kind: FaultKindName;
  readonly title: string;
  readonly description: string;
  readonly assetKinds: string[];
  readonly magnitude: MagnitudeRange | null;
}

export interface TwinStatus {
  readonly simulated: true;
  readonly enabled: boolean;
  readonly site: string;
  readonly seed: number;
  readonly now: string;
  readonly speed: number;
  readonly stepSeconds: number;
  readonly backfill: BackfillProgress;
  readonly faults: FaultView[];
  readonly faultKinds: FaultKindView[];
  readonly summary: TwinSummary;
}

/** Shows the twin and lets an operator disturb it; everything done is audited. */
export class ControlTwin {
  constructor(
    private readonly session: TwinSession,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  status(): TwinStatus {
    const { twin, settings, speed, running, backfill } = this.session;
    return {
      simulated: true,
      enabled: running,
      site: twin.site.name,
      seed: settings.seed,
      now: new Date(twin.now).toISOString(),
      speed,
      stepSeconds: settings.stepSeconds,
      backfill,
      faults: twin.faults().map(viewOf),
      faultKinds: faultKinds(),
      summary: twin.summary(),
    };
  }

  /**
   * Starts a fault. `invalid_input` says which kind, asset, metric or magnitude would fit, `conflict` which fault is
   * active there already; `unavailable` when the twin is off.
   */
  async inject(request: FaultRequest, actor: string): Promise<FaultView> {
    this.#mustRun();
    const fault = viewOf(this.session.twin.inject(request));
    await this.#record(actor, 'twin.fault.injected', fault.asset, { ...fault });
    return fault;
  }

  /** Ends a fault; the plant recovers by its own physics. `not_found` when it is not active. */
  async clear(id: string, actor: string): Promise<FaultView> {
    this.#mustRun();
    const fault = viewOf(this.session.twin.clear(id));
    await this.#record(actor, 'twin.fault.cleared', fault.asset, { ...fault });
    return fault;
  }

  /** Simulated seconds per second, 0 (stands still) to 10,000. Simulated time goes on from where it is. */
  async setSpeed(speed: number, actor: string): Promise<void> {
    this.#mustRun();
    if (!(speed >= 0 && speed <= fastestSpeed)) {
      throw new DomainError('invalid_input', `The speed lies between 0 and ${fastestSpeed}, not ${speed}.`);
    }
    const before = this.session.speed;
    this.session.speed = speed;
    await this.#record(actor, 'twin.speed.changed', this.session.twin.site.name, { before, speed });
  }

  #mustRun(): void {
    if (this.session.running) return;
    throw new DomainError('unavailable', 'The twin does not run now, so it cannot be changed.', { retriable: true });
  }

  async #record(actor: string, action: string, subject: string, details: Record<string, unknown>): Promise<void> {
    await this.audit.append({ id: this.ids.next(), at: this.clock.now(), actor, action, subject, details });
  }
}

function viewOf(fault: ActiveFault): FaultView {
  const { id, kind, assetId, metric, magnitude, startedAt, endsAt } = fault;
  return {
    id,
    kind,
    asset: assetId,
    ...(metric !== undefined && { metric }),
    ...(magnitude !== undefined && { magnitude }),
    ...(endsAt !== undefined && { durationSeconds: (endsAt - startedAt) / 1000 }),
    startedAt: new Date(startedAt).toISOString(),
    endsAt: endsAt === undefined ? null : new Date(endsAt).toISOString(),
  };
}

function faultKinds(): FaultKindView[] {
  const names = Object.keys(faultCatalogue) as FaultKindName[]; // the catalogue's own keys
  return names.map((kind) => {
    const { title, description, assetKinds, magnitude } = faultCatalogue[kind];
    return { kind, title, description, assetKinds: [...assetKinds], magnitude };
  });
}
