import {
  defaultSettings,
  type RecordNoveltySettings,
} from '../../src/domain/detection/detectors/record-novelty/settings.js';

type Speeds = RecordNoveltySettings['speeds'];

const allFamilies = {};
const reducedFamilies: Partial<RecordNoveltySettings>[] = [
  { weekSmoothings: [] },
  { daySmoothings: [] },
  { levelPairs: [] },
  { activities: [] },
];
const speedChoices: Speeds[] = [[1], [0.5, 2], [0.5, 1, 2]];

/** The alert's constants and the speeds, which is what was chosen with NAB's labels in view; families as they are. */
export function alertVariants(): RecordNoveltySettings[] {
  return withFamilies([allFamilies]);
}

/** The same, and one family of features or none left out. */
export function structureVariants(): RecordNoveltySettings[] {
  return withFamilies([allFamilies, ...reducedFamilies]);
}

function withFamilies(families: readonly Partial<RecordNoveltySettings>[]): RecordNoveltySettings[] {
  return families.flatMap((family) =>
    speedChoices.flatMap((speeds) =>
      [0.015, 0.025, 0.035].flatMap((alertNovelty) =>
        [70, 100, 140].map((refractoryPoints) => ({
          ...defaultSettings,
          ...family,
          speeds,
          alertNovelty,
          refractoryPoints,
        })),
      ),
    ),
  );
}

/** The plateau's constants, which VUS-PR depends on. */
export function plateauVariants(): RecordNoveltySettings[] {
  return [3, 6, 12].flatMap((plateauSmoothing) =>
    [50, 100, 200].flatMap((plateauHold) =>
      [100, 200, 400].map((plateauFade) => ({ ...defaultSettings, plateauSmoothing, plateauHold, plateauFade })),
    ),
  );
}

/** Every constant, those in lists too, times its own factor between 0.75 and 1.25. A memory of 1 is no constant. */
export function shaken(random: () => number): RecordNoveltySettings {
  const shake = (value: unknown, inList: boolean): unknown => {
    if (Array.isArray(value)) return value.map((item) => shake(item, true));
    if (typeof value !== 'number') return value;
    return inList && value === 1 ? value : value * (0.75 + 0.5 * random());
  };
  const entries = Object.entries(defaultSettings).map(([name, value]) => [name, shake(value, false)]);
  return Object.fromEntries(entries) as RecordNoveltySettings; // The same names, each with a value of its own kind.
}
