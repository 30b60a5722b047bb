import type { SiteModel } from '../../assets/site-model.js';
import type { CatalogueMetric } from '../../telemetry/metric-catalogue.js';
import type { DerivedInput } from '../derived/deriver.js';

/** What the inputs of a residual say at one moment. */
export interface Reading {
  readonly measured: number;
  /**
   * What `measured` is explained by, each of the order of one to ten: it should be the sum of them, each times a weight that is
   * learned. Without any, `measured` should be zero.
   */
  readonly terms: readonly number[];
  /** What has to be steady for the balance to hold, such as the heat that warms metal up first; nothing when absent. */
  readonly drivers?: readonly number[];
  /** The most that `measured` can be, where it can be no more than that: nothing above is expected, and at it nothing is learned. */
  readonly most?: number;
}

/** One thing on the site that a residual can be computed for. */
export interface ResidualSubject {
  readonly assetId: string;
  /**
   * So many more terms, behind those that have weights, tell parts of the same sum apart: what each part is off by. None is
   * expected, so nobody has to wait until they are learned.
   */
  readonly corrections?: number;
  readonly inputs: readonly DerivedInput[];
  /** What the site file says that its terms are shares of; none when absent. */
  readonly ratings?: readonly number[];
  /** Undefined while the thing is off or its balance means nothing; `values` are in the order of the inputs. */
  readonly read: (values: Float64Array) => Reading | undefined;
}

/** A physical relation between series, of which the measured side minus the expected one is a series of its own. */
export interface ResidualKind {
  readonly metric: CatalogueMetric;
  /** What the weights of the terms are expected to be before anything is learned; as many as there are terms, less corrections. */
  readonly weights: readonly number[];
  /** How long the weights remember: shorter than the years in which things wear, longer than a fault should last. */
  readonly memoryDays: number;
  /**
   * After so many days of operation what was learned counts as if it had been learned over the whole memory, and before it
   * nothing is said; for what wears by the day. Without it each day counts alike, and hours are enough to begin with.
   */
  readonly settlingDays?: number;
  /** The things on a site that have what it needs, by the site file. */
  readonly subjects: (site: SiteModel) => readonly ResidualSubject[];
}
