import { isDeepStrictEqual } from 'node:util';
import { DomainError } from '../../../domain/errors.js';
import { Buckets } from './buckets.js';
import { InfluxHttp, type InfluxServer } from './influx-http.js';

export interface TelemetryReader {
  readonly user: string;
  /** 8 to 72 bytes, which is what InfluxDB takes. */
  readonly password: string;
}

/** What InfluxDB says of an authorization, as far as it matters here. */
interface Authorization {
  readonly id: string;
  readonly status: string;
  readonly description: string;
  readonly permissions: readonly {
    readonly action: string;
    readonly resource: { readonly type: string; readonly id?: string };
  }[];
}

/** How an authorization says that it is ours to change. */
const mark = 'Reads what Grafana shows of Plenum; made by `plenum grafana-access`.';
/** Of authorizations with a user and a password, for clients of InfluxDB 1.x; those of 2.x have tokens by chance. */
const path = '/private/legacy/authorizations';

/**
 * Makes a user who may query the buckets of a store by InfluxQL (basic authentication at `/query`) and nothing else;
 * buckets that do not exist yet are made. Repeating it changes nothing but the password. Resolves with the buckets' names.
 * @throws DomainError `conflict` when there is a user of that name that this did not make; `unavailable` as `InfluxHttp`,
 * also when the token may not make users.
 */
export async function grantReading(
  server: InfluxServer,
  bucket: string,
  reader: TelemetryReader,
): Promise<readonly string[]> {
  const http = new InfluxHttp(server);
  const buckets = new Buckets(http, bucket);
  await buckets.provide();
  const id = (await reusable(http, reader.user, buckets.ids)) ?? (await create(http, reader.user, buckets));
  const body = JSON.stringify({ password: reader.password });
  await http.demand({ method: 'POST', path: `${path}/${id}/password`, body });
  return buckets.names;
}

/** The id of an authorization that has the right permissions already; one that has others, which cannot be changed, is deleted. */
async function reusable(http: InfluxHttp, user: string, bucketIds: readonly string[]): Promise<string | undefined> {
  const found = await find(http, user);
  if (!found) return undefined;
  if (found.description !== mark) {
    throw new DomainError(
      'conflict',
      `InfluxDB has a user ${user} that Plenum did not make; choose another PLENUM_GRAFANA_USER`,
    );
  }
  const permitted = found.permissions.map(({ action, resource }) => [action, resource.type, resource.id]);
  const wanted = bucketIds.map((id) => ['read', 'buckets', id]);
  if (found.status === 'active' && isDeepStrictEqual(permitted, wanted)) return found.id;
  await http.demand({ method: 'DELETE', path: `${path}/${found.id}` });
  return undefined;
}

async function find(http: InfluxHttp, user: string): Promise<Authorization | undefined> {
  // What is the token of others is the user's name here.
  const { status, text } = await http.send({ method: 'GET', path, query: { token: user } });
  if (status === 404) return undefined;
  // The border: InfluxDB's document.
  return (JSON.parse(text) as { authorizations: readonly Authorization[] }).authorizations[0];
}

async function create(http: InfluxHttp, user: string, buckets: Buckets): Promise<string> {
  const orgID = await buckets.orgId();
  const permissions = buckets.ids.map((id) => ({ action: 'read', resource: { type: 'buckets', id, orgID } }));
  const body = JSON.stringify({ token: user, orgID, description: mark, permissions });
  // The border: InfluxDB's document.
  return (JSON.parse(await http.demand({ method: 'POST', path, body })) as Authorization).id;
}
