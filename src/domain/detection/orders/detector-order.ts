import type { Lesson } from '../feedback/lesson.js';

/** Why a version was taken. */
export const versionReasons = ['daily', 'before-feedback', 'before-roll-back', 'on-demand'] as const;
export type VersionReason = (typeof versionReasons)[number];

/** A lesson with the alert and the series that it is about. */
export interface AlertLesson extends Omit<Lesson, 'verdict'> {
  readonly alertId: string;
  readonly seriesId: number;
  readonly assetId: string;
}

interface Given {
  /** Unique for ever. */
  readonly id: string;
  /** Epoch ms, by the wall clock. */
  readonly at: number;
  readonly by: string;
}

/** What somebody says of an alert, or of all alerts that an incident has at the time. */
export interface FeedbackOrder extends Given {
  readonly kind: 'feedback';
  readonly verdict: Lesson['verdict'];
  readonly comment: string;
  /** Undefined when the alert alone is meant. */
  readonly incidentId: string | undefined;
  /** Alerts that it is about. Those of silence are among them, though no detector learns of them. */
  readonly alertIds: readonly string[];
  readonly lessons: readonly AlertLesson[];
}

/** Every lane keeps what its detectors have learned, under the id of the order. */
export interface TakeVersionOrder extends Given {
  readonly kind: 'take-version';
  readonly reason: VersionReason;
  /** What people call it; may be empty. */
  readonly name: string;
}

/** Which series a roll-back is about. */
export type RollBackScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'asset'; readonly assetId: string }
  | { readonly kind: 'series'; readonly seriesId: number };

/** Lanes give the series in scope what they had learned by then. */
export interface RollBackOrder extends Given {
  readonly kind: 'roll-back';
  readonly versionId: string;
  /** Of the order that took the version: what was given between that and this is undone. */
  readonly versionSequence: number;
  readonly scope: RollBackScope;
}

/** What people tell the detectors. Every lane carries each order out once, in the order in which they were given. */
export type DetectorOrder = FeedbackOrder | TakeVersionOrder | RollBackOrder;

/** An order with its place among all: higher than that of any order given before it. */
export type NumberedOrder<T extends DetectorOrder = DetectorOrder> = T & { readonly sequence: number };
