import type { FeedbackEntry } from '../../application/give-feedback.js';
import { isoOf } from '../iso.js';
import type { FeedbackOut } from './feedback.schema.js';

/** What was said, newest first, and what of it holds. */
export function mapFeedback(entries: readonly FeedbackEntry[]): FeedbackOut {
  const verdict = entries[0]?.feedback.verdict ?? 'withdrawn';
  return {
    verdict: verdict === 'withdrawn' ? null : verdict,
    history: entries.map(({ feedback, undoneBy }) => ({
      id: feedback.id,
      at: isoOf(feedback.at),
      by: feedback.by,
      verdict: feedback.verdict,
      comment: feedback.comment,
      incidentId: feedback.incidentId ?? null,
      series: new Set(feedback.lessons.map(({ seriesId }) => seriesId)).size,
      undoneBy: undoneBy ?? null,
    })),
  };
}
