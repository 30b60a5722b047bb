import { type Asset, numberAttribute } from '../../assets/asset.js';
import type { SiteModel } from '../../assets/site-model.js';
import { DomainError } from '../../errors.js';
import { nearestName } from '../../nearest-name.js';
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

  /**
   * Starts a fault now (simulated). `invalid_input` says which kind, asset, metric or magnitude would fit; `conflict`
   * names the fault of the same kind that strikes the same device or sensor already.
   */
  inject(request: FaultRequest, now: number): ActiveFault {
    const { kind } = request;
    if (!isFaultKind(kind)) {
      const kinds = Object.keys(faultCatalogue);
      throw invalid(`There is no fault "${kind}"${suggestion(kind, kinds)}; the kinds are ${kinds.join(', ')}.`);
    }
    const fits = faultCatalogue[kind];
    this.#checkAsset(kind, fits, request.asset);
    const struck = { kind, assetId: request.asset, metric: this.#metricFor(kind, fits, request) };
    const magnitude = magnitudeFor(kind, fits, request.magnitude);
    this.#refuseTwice(struck, now);
    this.#injected += 1;
    const fault: ActiveFault = {
      id: `fault-${this.#injected}`,
      ...struck,
      magnitude,
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
    this.#active = this.#active.filter((fault) => lastsAt(fault, now));
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

  /** Two of a kind on one target would add nothing, and clearing one would seem to have no effect. */
  #refuseTwice({ kind, assetId, metric }: Pick<ActiveFault, 'kind' | 'assetId' | 'metric'>, now: number): void {
    const same = this.#active.find((fault) => {
      return fault.kind === kind && fault.assetId === assetId && fault.metric === metric && lastsAt(fault, now);
    });
    if (!same) return;
    const target = metric === undefined ? `"${assetId}"` : `${metric} of "${assetId}"`;
    throw new DomainError('conflict', `${target} suffers ${kind} already, as "${same.id}"; clear that one first.`, {
      details: { fault: same.id },
    });
  }

  #checkAsset(name: string, kind: FaultKind, assetId: string): void {
    const asset = this.model.find(assetId);
    if (asset && strikes(kind, asset)) return;
    const fitting = this.model.all().filter((candidate) => strikes(kind, candidate));
    const ids = fitting.map(({ id }) => id);
    const problem = asset
      ? `"${assetId}" is a ${asset.kind}${kind.part && kind.assetKinds.includes(asset.kind) ? ` without ${kind.part.name}` : ''}`
      : `There is no asset "${assetId}"${suggestion(assetId, ids)}`;
    const example = ids[0] === undefined ? '' : `, such as "${ids[0]}"`;
    const part = kind.part ? ` with ${kind.part.name}` : '';
    throw invalid(`${problem}; ${name} fits the kinds ${kind.assetKinds.join(', ')}${part}${example}.`);
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

function suggestion(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  return meant === undefined ? '' : ` (did you mean "${meant}"?)`;
}

function strikes({ assetKinds, part }: FaultKind, asset: Asset): boolean {
  return assetKinds.includes(asset.kind) && (part === undefined || numberAttribute(asset, part.attribute, 0) > 0);
}

function lastsAt({ endsAt }: ActiveFault, now: number): boolean {
  return endsAt === undefined || endsAt > now;
}

function invalid(message: string): DomainError {
  return new DomainError('invalid_input', message);
}
