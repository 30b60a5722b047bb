import { DomainError } from '../../../domain/errors.js';
import type { RetentionPolicy } from '../../../ports/telemetry-store.js';
import type { InfluxHttp } from './influx-http.js';
import { hourMs, minuteMs } from './influx-times.js';

const dayS = 86_400;

/** A bucket of the store. `shardS`: how much time one shard holds; retention deletes shards as a whole. */
interface BucketPlan {
  readonly suffix: '' | '_1m' | '_1h';
  readonly shardS: number;
  readonly keptMs: (policy: RetentionPolicy) => number;
}

const plans: readonly BucketPlan[] = [
  { suffix: '', shardS: dayS, keptMs: ({ rawMs }) => rawMs },
  { suffix: '_1m', shardS: 7 * dayS, keptMs: (policy) => policy.minuteMs },
  { suffix: '_1h', shardS: 60 * dayS, keptMs: (policy) => policy.hourMs },
];

/** A tier holds one row per series and bucket of `widthMs`. */
export interface Tier {
  readonly suffix: '_1m' | '_1h';
  readonly widthMs: number;
}

/** Finest first. */
export const tiers: readonly Tier[] = [
  { suffix: '_1m', widthMs: minuteMs },
  { suffix: '_1h', widthMs: hourMs },
];

interface Bucket {
  readonly id: string;
  /** Seconds; 0 keeps for ever. */
  readonly keptS: number;
}

interface Listing {
  readonly orgs?: readonly { readonly id: string }[];
  readonly buckets?: readonly {
    readonly id: string;
    readonly retentionRules: readonly { readonly everySeconds: number }[];
  }[];
}

/** The buckets of one store: raw rows in `<name>`, tiers in `<name>_1m` and `<name>_1h`. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly http: InfluxHttp,
    readonly raw: string,
  ) {}

  get ids(): readonly string[] {
    return [...this.#buckets.values()].map(({ id }) => id);
  }

  get names(): readonly string[] {
    return [...this.#buckets.keys()];
  }

  /** How long raw rows are kept after their time, in ms; infinity without a limit. */
  get rawKeptMs(): number {
    const keptS = this.#buckets.get(this.raw)?.keptS ?? 0;
    return keptS === 0 ? Number.POSITIVE_INFINITY : keptS * 1_000;
  }

  tier({ suffix }: Tier): string {
    return `${this.raw}${suffix}`;
  }

  /** Makes the buckets that do not exist, without a limit of time. */
  async provide(): Promise<void> {
    const orgId = await this.orgId();
    for (const plan of plans) {
      const name = `${this.raw}${plan.suffix}`;
      this.#buckets.set(name, (await this.#find(orgId, name)) ?? (await this.#create(orgId, name, plan)));
    }
  }

  /** Has the server delete what the policy no longer keeps; it does so by itself, every half hour. */
  async keep(policy: RetentionPolicy): Promise<void> {
    for (const plan of plans) {
      const name = `${this.raw}${plan.suffix}`;
      const bucket = this.#buckets.get(name);
      const keptS = Math.ceil(plan.keptMs(policy) / 1_000);
      if (!bucket || bucket.keptS === keptS) continue;
      const body = JSON.stringify({ retentionRules: [rule(keptS, plan)] });
      await this.http.demand({ method: 'PATCH', path: `/api/v2/buckets/${bucket.id}`, body });
      this.#buckets.set(name, { id: bucket.id, keptS });
    }
  }

  /** Rejects with `unavailable` when the server does not answer, refuses the token or has lost the bucket. */
  async check(): Promise<void> {
    if (!(await this.exists())) {
      throw new DomainError('unavailable', `InfluxDB at ${this.http.server.url} has no bucket ${this.raw}.`);
    }
  }

  /** Whether the bucket of raw rows is there; rejects as `check` for any other reason. */
  async exists(): Promise<boolean> {
    return (await this.#find(await this.orgId(), this.raw)) !== undefined;
  }

  /** Id of the organisation; rejects with `unavailable` when the token is shown none of that name. */
  async orgId(): Promise<string> {
    const { org, url } = this.http.server;
    const { status, text } = await this.http.send({ method: 'GET', path: '/api/v2/orgs', query: { org } });
    const [found] = status === 404 ? [] : (listing(text).orgs ?? []);
    if (!found) {
      throw new DomainError('unavailable', `InfluxDB at ${url} shows this token no organisation named ${org}.`);
    }
    return found.id;
  }

  async #find(orgID: string, name: string): Promise<Bucket | undefined> {
    const request = { method: 'GET', path: '/api/v2/buckets', query: { orgID, name } } as const;
    const { status, text } = await this.http.send(request);
    if (status === 404) return undefined;
    const [found] = listing(text).buckets ?? [];
    return found && { id: found.id, keptS: found.retentionRules[0]?.everySeconds ?? 0 };
  }

  async #create(orgID: string, name: string, plan: BucketPlan): Promise<Bucket> {
    const body = JSON.stringify({ orgID, name, retentionRules: [rule(0, plan)] });
    const { status, text } = await this.http.send({ method: 'POST', path: '/api/v2/buckets', body });
    if (status >= 300) {
      const found = await this.#find(orgID, name);
      // Another process of the same start may have been faster.
      if (found) return found;
      throw new DomainError(
        'unavailable',
        `InfluxDB at ${this.http.server.url} has no bucket ${name} and refuses to make it (${status}): ${text}`,
      );
    }
    // The border: InfluxDB's document of a bucket.
    return { id: (JSON.parse(text) as { id: string }).id, keptS: 0 };
  }
}

/** InfluxDB refuses a retention below an hour, and shards that outlive it. */
function rule(keptS: number, { shardS }: BucketPlan) {
  const everySeconds = keptS === 0 ? 0 : Math.max(3_600, keptS);
  const shardGroupDurationSeconds = everySeconds === 0 ? shardS : Math.min(shardS, everySeconds);
  return { type: 'expire', everySeconds, shardGroupDurationSeconds };
}

/** An answer that lists something, as far as it matters here. */
function listing(text: string): Listing {
  // The border: InfluxDB's documents.
  return JSON.parse(text) as Listing;
}
