import { FeaturesAtSpeed } from './features-at-speed.js';
import { blankPoint } from './point-in-hand.js';
import { RowInHand } from './row-in-hand.js';
import { RunningMeans } from './running-means.js';
import type { RecordNoveltySettings } from './settings.js';
import { type RowSize, Slab } from './slab.js';
import { TimeProfile } from './time-profile.js';
import { VisitCounts } from './visit-counts.js';

const HALF_HOUR_MS = 1_800_000;
const HOUR_MS = 3_600_000;
const DAY_BINS = 48;
const WEEK_BINS = 168;

/** Where the numbers lie that all features share. */
export const CENTRE = 0;
export const SPREAD = 1;
export const DAY_RESIDUAL = 2;
export const STEP = 3;
/** Last value, relative to the first. */
export const LAST = 4;
/** Points since the last alert, and its novelty. */
export const ALERT_AGE = 5;
export const ALERT_NOVELTY = 6;
/** Smoothed size of the residual, the height of the plateau, and the points since its peak. */
export const SURPRISE = 7;
export const PLATEAU = 8;
export const PLATEAU_AGE = 9;
const FIRST_FEATURE = 10;

/** What detectors with the same settings share: where each number lies, and the room in which a point is computed. */
export class Plan {
  readonly day: TimeProfile;
  readonly week: TimeProfile;
  readonly dayVisits = new VisitCounts(DAY_BINS, 8, 0);
  /** More than a few visits of an hour of the week make no difference. */
  readonly weekVisits = new VisitCounts(WEEK_BINS, 4, this.dayVisits.bytes);
  readonly speeds: readonly FeaturesAtSpeed[];
  readonly row = new RowInHand();
  readonly means: RunningMeans;
  readonly point = blankPoint();
  /** Whose point was computed last, so that learning the point just scored does not compute it again. */
  readonly inHand: { owner: object | undefined; at: number; value: number } = { owner: undefined, at: NaN, value: NaN };
  /** What the shared means move by: 1 over their memories. */
  readonly rates: { readonly [name in 'centre' | 'spread' | 'dayResidual' | 'step' | 'surprise']: number };
  /** What is left of the plateau after a point of fading. */
  readonly plateauKept: number;
  readonly #rowSize: RowSize;
  /** The one that has room left. */
  #slab: Slab;

  constructor(readonly settings: RecordNoveltySettings) {
    this.rates = {
      centre: 1 / settings.centreMemory,
      spread: 1 / settings.spreadMemory,
      dayResidual: 1 / settings.dayResidualMemory,
      step: 1 / settings.stepMemory,
      surprise: 1 / settings.plateauSmoothing,
    };
    this.plateauKept = Math.exp(-1 / settings.plateauFade);
    let cell = FIRST_FEATURE;
    this.speeds = settings.speeds.map((speed) => {
      const features = new FeaturesAtSpeed(settings, speed, cell);
      cell = features.endCell;
      return features;
    });
    this.means = new RunningMeans(this.row, cell);
    this.day = new TimeProfile({
      bins: DAY_BINS,
      binMs: HALF_HOUR_MS,
      rate: settings.dayRate,
      settledPoints: settings.settledPoints,
      meansAt: cell,
      scalesAt: cell + DAY_BINS,
      visits: this.dayVisits,
    });
    this.week = new TimeProfile({
      bins: WEEK_BINS,
      binMs: HOUR_MS,
      rate: settings.weekRate,
      settledPoints: settings.settledPoints,
      meansAt: cell + 2 * DAY_BINS,
      scalesAt: undefined,
      visits: this.weekVisits,
    });
    this.#rowSize = { values: cell + 2 * DAY_BINS + WEEK_BINS, bytes: this.dayVisits.bytes + this.weekVisits.bytes };
    this.#slab = new Slab(this.#rowSize);
  }

  /** A row for a detector that has seen nothing. */
  newRow(): { readonly slab: Slab; readonly row: number } {
    if (this.#slab.isFull) this.#slab = new Slab(this.#rowSize);
    const slab = this.#slab;
    const row = slab.takeRow();
    this.row.moveTo(slab, row);
    this.row.setValue(ALERT_AGE, this.settings.refractoryPoints);
    return { slab, row };
  }
}
