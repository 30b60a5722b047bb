/** What to do about a kind of cause. */
export interface Runbook {
  readonly causeKind: string;
  readonly steps: readonly string[];
  /** What Plenum proposes to do. Absent in what older releases have recorded. */
  readonly actions?: readonly string[];
  /** Where operators keep more. Absent in what older releases have recorded. */
  readonly urls?: readonly string[];
}

/** What operators say about causes beside, or instead of, the standard runbook. What is absent in `match` leaves nothing out. */
export interface RunbookRule {
  readonly match: {
    /** Names or patterns of cause kinds. */
    readonly cause?: readonly string[] | undefined;
    /** Names or patterns of asset kinds. */
    readonly kind?: readonly string[] | undefined;
    /** Patterns for the asset or for anything that holds it. */
    readonly asset?: readonly string[] | undefined;
    readonly room?: readonly string[] | undefined;
  };
  readonly steps: readonly string[];
  readonly url: string | undefined;
  /** Whether the standard steps and actions are left out. */
  readonly replace: boolean;
}
