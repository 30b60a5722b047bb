/** What a load generator sends, for how long, and how fast. */
export interface LoadPlan {
  readonly url: string;
  readonly durationSeconds: number;
  /** Simulated machines; each sends `fieldsPerHost` points at a time. */
  readonly hosts: number;
  /** Keep-alive connections; each has its own share of the hosts, so that points of a series stay in order. */
  readonly connections: number;
  /** Upper bound of the rate; undefined for as fast as the service acknowledges. */
  readonly pointsPerSecond: number | undefined;
  readonly gzip: boolean;
}

export interface LoadResult {
  /** Points acknowledged, which makes them durable. */
  readonly points: number;
  readonly requests: number;
  /** Requests answered with 429, which were sent again. */
  readonly overloaded: number;
  readonly seconds: number;
}

/** As many as a rack's management network gives: a thousand machines, 20 000 series. */
export const usualLoad = { hosts: 1000, connections: 4, gzip: false, pointsPerSecond: undefined } as const;
