/** What weights are learned from. */
export type LearnedFrom = 'train' | 'train+validation';

interface Reference {
  /** The design's targets. */
  readonly target: Readonly<Record<LearnedFrom, number>>;
  /** Published mean squared errors on the same rows. */
  readonly published: string;
}

const byHorizon: Readonly<Record<number, Reference>> = {
  96: {
    target: { train: 0.362, 'train+validation': 0.355 },
    published: 'SearchCast ridge 0.369, TimeMixer 0.361, Time-MoE zero-shot 0.349, fine-tuned 0.323',
  },
  192: {
    target: { train: 0.396, 'train+validation': 0.388 },
    published: 'SearchCast ridge 0.400, TimeMixer 0.409, Time-MoE zero-shot 0.388, fine-tuned 0.359',
  },
  336: {
    target: { train: 0.416, 'train+validation': 0.408 },
    published: 'SearchCast ridge 0.423, TimeMixer 0.430, Time-MoE zero-shot 0.411, fine-tuned 0.388',
  },
  720: {
    target: { train: 0.414, 'train+validation': 0.405 },
    published: 'SearchCast ridge 0.430, TimeMixer 0.445, Time-MoE zero-shot 0.427, fine-tuned 0.402',
  },
};

/** What to compare an error on ETTh1 with. */
export function references(
  horizon: number,
  learnedFrom: LearnedFrom,
): { target: number | undefined; published: string } {
  const reference = byHorizon[horizon];
  return { target: reference?.target[learnedFrom], published: reference?.published ?? '' };
}
