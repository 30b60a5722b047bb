import type { SiteModel } from '../../assets/site-model.js';
import { DomainError } from '../../errors.js';
import { faultCatalogue, type FaultKindName, isFaultKind } from './catalogue.js';
import { Effects } from './effects.js';
import type { Fault, FaultKind, FaultRequest } from './fault.js';

export interface ActiveFault extends Fault {
  readonly kind: FaultKindName;
}

/** The faults of a twin: injected, expiring by themselves, or cleared. What they did to the plant heals physically. */
export class FaultBoard {
  #active: ActiveFault[] = [];
  #injected = 0;

  constructor(
    private readonly model: SiteModel,
    /** Metrics that the twin measures on an asset, main one first. */
    private readonly metricsOf: (assetId: string) => readonly string[],
  ) {}

  list(): readonly ActiveFault[] {
    return this.#active;
  }

  /** Starts a fault now (simulated). `invalid_input` says which kind, asset, metric or magnitude would fit. */
  inject(request: FaultRequest, now: number): ActiveFault {
    const { kind } = request;
    if (!isFaultKind(kind)) {
      throw invalid(`There is no fault "${kind}"; the kinds are ${Object.keys(faultCatalogue).join(', ')}.`);
    }
    const fits = faultCatalogue[kind];
    this.#checkAsset(kind, fits, request.asset);
    this.#injected += 1;
    const fault: ActiveFault = {
      id: `fault-${this.#injected}`,
      kind,
      assetId: request.asset,
      metric: this.#metricFor(kind, fits, request),
      magnitude: magnitudeFor(kind, fits, request.magnitude),
      startedAt: now,
      endsAt: request.durationSeconds === undefined ? undefined : now + request.durationSeconds * 1000,
    };
    this.#active = [...this.#active, fault];
    return fault;
  }

  /** Ends a fault. `not_found` when it is not active. */
  clear(id: string): ActiveFault {
    const fault = this.#active.find((active) => active.id === id);
    if (!fault) throw new DomainError('not_found', `There is no active fault "${id}".`);
    this.#active = this.#active.filter((active) => active !== fault);
    return fault;
  }

  /** What the faults do now; those whose time is over are dropped first. */
  effectsAt(now: number): Effects {
    this.#active = this.#active.filter(({ endsAt }) => endsAt === undefined || endsAt > now);
    const effects = new Effects();
    for (const fault of this.#active) {
      const struck = { ...fault, size: fault.magnitude ?? 1, ageSeconds: (now - fault.startedAt) / 1000 };
      faultCatalogue[fault.kind].apply(effects, struck, (held) => this.#hold(fault.id, held));
    }
    return effects;
  }

  save(): { injected: number; active: readonly ActiveFault[] } {
    return { injected: this.#injected, active: this.#active };
  }

  /** Takes saved faults back; those of assets that the site no longer has are dropped. */
  restore(saved: { injected: number; active: readonly ActiveFault[] }): void {
    this.#injected = saved.injected;
    this.#active = saved.active.filter(({ kind, assetId }) => isFaultKind(kind) && this.model.find(assetId));
  }

  #hold(id: string, held: number): void {
    this.#active = this.#active.map((fault) => (fault.id === id ? { ...fault, held } : fault));
  }

  #checkAsset(name: string, kind: FaultKind, assetId: string): void {
    const asset = this.model.find(assetId);
    if (asset && kind.assetKinds.includes(asset.kind)) return;
    const example = this.model.all().find((candidate) => kind.assetKinds.includes(candidate.kind))?.id;
    const problem = asset ? `"${assetId}" is a ${asset.kind}` : `There is no asset "${assetId}"`;
    const fitting = `${name} fits the kinds ${kind.assetKinds.join(', ')}`;
    throw invalid(`${problem}; ${fitting}${example === undefined ? '' : `, such as "${example}"`}.`);
  }

  #metricFor(name: string, kind: FaultKind, { asset, metric }: FaultRequest): string | undefined {
    if (!kind.ofSensor) {
      if (metric === undefined) return undefined;
      throw invalid(`${name} strikes the whole device; leave the metric out.`);
    }
    const metrics = this.metricsOf(asset);
    const chosen = metric ?? metrics[0];
    if (chosen !== undefined && metrics.includes(chosen)) return chosen;
    throw invalid(`"${asset}" has no sensor of "${metric ?? ''}"; it has ${metrics.join(', ') || 'none'}.`);
  }
}

function magnitudeFor(name: string, { magnitude: range }: FaultKind, asked: number | undefined): number | undefined {
  if (range === null) {
    if (asked === undefined) return undefined;
    throw invalid(`${name} has no magnitude; leave it out.`);
  }
  const size = asked ?? range.default;
  if (size >= range.min && size <= range.max) return size;
  throw invalid(
    `The magnitude of ${name} lies between ${range.min} and ${range.max} (unit ${range.unit}), not ${size}.`,
  );
}

function invalid(message: string): DomainError {
  return new DomainError('invalid_input', message);
}
