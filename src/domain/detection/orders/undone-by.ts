import type { AlertLesson, FeedbackOrder, NumberedOrder, RollBackOrder, RollBackScope } from './detector-order.js';

/** The roll-back that undid the feedback in all that it taught; undefined while any of it holds, or where it taught nothing. */
export function undoneBy(
  feedback: NumberedOrder<FeedbackOrder>,
  rollBacks: readonly NumberedOrder<RollBackOrder>[],
): NumberedOrder<RollBackOrder> | undefined {
  const { sequence, lessons } = feedback;
  if (lessons.length === 0) return undefined;
  const undoing = rollBacks.filter((back) => back.sequence > sequence && back.versionSequence < sequence);
  const left = (upTo: number) =>
    lessons.filter((lesson) => !undoing.slice(0, upTo + 1).some(({ scope }) => isInScope(lesson, scope)));
  return undoing.find((_back, index) => left(index).length === 0);
}

/** Whether a roll-back of this scope is about the series. */
export function isInScope(series: Pick<AlertLesson, 'seriesId' | 'assetId'>, scope: RollBackScope): boolean {
  if (scope.kind === 'all') return true;
  return scope.kind === 'asset' ? series.assetId === scope.assetId : series.seriesId === scope.seriesId;
}
