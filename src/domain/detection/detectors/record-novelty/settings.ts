/** Constants of record novelty. Memories, holds and waits count points; an alert's novelty is in nats. */
export interface RecordNoveltySettings {
  /** Points before the first score. */
  readonly warmUpPoints: number;
  /** Each feature is watched at these speeds: its memories times each of them. A point is as new as the least is. */
  readonly speeds: readonly number[];
  /** Memories over which the residual to the hour of the week is smoothed. */
  readonly weekSmoothings: readonly number[];
  /** Memories over which the residual to the time of day, over its scale, is smoothed. */
  readonly daySmoothings: readonly number[];
  /** Fast and slow memory of the levels that are compared. */
  readonly levelPairs: readonly (readonly [fast: number, slow: number])[];
  /** Memories over which the sizes of the steps are smoothed. */
  readonly activities: readonly number[];

  readonly centreMemory: number;
  readonly spreadMemory: number;
  readonly dayResidualMemory: number;
  readonly stepMemory: number;
  readonly pairScaleMemory: number;
  readonly featureMemory: number;
  /** Share of a bin that each of its points replaces. */
  readonly dayRate: number;
  readonly weekRate: number;
  /** Points after which a bin of the day has a scale of its own. */
  readonly settledPoints: number;
  /** Weight, in points, of the spread of the whole series in the scale of a bin on the plateau. */
  readonly scalePrior: number;
  /** Share of the usual residual in the scale of every bin. */
  readonly usualShare: number;
  /** A bin that has hardly varied makes any residual enormous; this many scales are as remarkable as more. */
  readonly zClip: number;
  readonly stepClip: number;
  /** Added to every feature: keeps single precision's rounding residue from being a record. */
  readonly floor: number;
  /** A record fades by this share a point. */
  readonly recordDecay: number;

  /** An alert is a record by this much, ... */
  readonly alertNovelty: number;
  /** ... and for this many points after one, ... */
  readonly refractoryPoints: number;
  /** ... only a record that beats it by this much is another. */
  readonly refractoryMargin: number;

  /** Memory over which the plateau smooths the size of the residual, ... */
  readonly plateauSmoothing: number;
  /** ... how long it stands after its peak, ... */
  readonly plateauHold: number;
  /** ... and the memory with which it fades thereafter. */
  readonly plateauFade: number;
}

/** What `plenum detect --detector auto` uses for every file. Suited to steps of a minute to an hour. */
export const defaultSettings: RecordNoveltySettings = {
  warmUpPoints: 50,
  speeds: [0.5, 2],
  weekSmoothings: [1, 3, 12, 36],
  daySmoothings: [1, 3, 12, 36],
  levelPairs: [
    [1, 48],
    [3, 48],
    [12, 96],
    [48, 400],
  ],
  activities: [6, 24],
  centreMemory: 288,
  spreadMemory: 1000,
  dayResidualMemory: 500,
  stepMemory: 1000,
  pairScaleMemory: 500,
  featureMemory: 1000,
  dayRate: 1 / 14,
  weekRate: 1 / 6,
  settledPoints: 7,
  scalePrior: 7,
  usualShare: 0.3,
  zClip: 10,
  stepClip: 5,
  floor: 1e-2,
  recordDecay: 5e-5,
  alertNovelty: 0.025,
  refractoryPoints: 100,
  refractoryMargin: 1,
  plateauSmoothing: 6,
  plateauHold: 100,
  plateauFade: 200,
};
