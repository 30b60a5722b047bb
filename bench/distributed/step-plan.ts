/** A replay of readings every ten seconds of event time, sent as fast as they are taken, or at a bounded rate. */
export interface StepPlan {
  readonly url: string;
  /** Of an InfluxDB that is written to directly; absent for Plenum. */
  readonly influx?: { readonly org: string; readonly bucket: string; readonly token: string };
  readonly gzip: boolean;
  /** Begins the names of the hosts, so that two plans have different series. */
  readonly prefix: string;
  /** Each sends `fieldsPerHost` points a step. */
  readonly hosts: number;
  /** Each has its own share of the hosts, so that the points of a series stay in order. */
  readonly connections: number;
  /** Epoch ms of step 0. */
  readonly startsAt: number;
  readonly fromStep: number;
  readonly toStep: number;
  /** Upper bound of the rate; absent for as fast as the receiver acknowledges. */
  readonly pointsPerSecond?: number;
}

export const stepMs = 10_000;

export interface StepResult {
  /** Points acknowledged. */
  readonly points: number;
  readonly seconds: number;
  /** Requests answered with 429, which were sent again. */
  readonly overloaded: number;
}
