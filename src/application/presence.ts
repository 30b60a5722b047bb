/** Which of the processes that record alerts about themselves in the same place are still there. */
export interface Presence {
  /**
   * Shows a sign of life. False when others may have taken this process for gone since the last one, or do so now. Rejects
   * when it cannot be shown.
   */
  show(): Promise<boolean>;
  /** Runs the act when the process of this asset is known to have gone, and while it cannot come back. */
  ifGone(assetId: string, act: () => Promise<unknown>): Promise<void>;
}

/** Of a process whose records are its alone, as a data folder is: whoever wrote to them before it is gone. */
export const solePresence: Presence = {
  show: () => Promise.resolve(true),
  ifGone: async (_assetId, act) => {
    await act();
  },
};
