/** Something that runs until it is stopped. */
export interface Loop {
  readonly name: string;
  start(): Promise<void>;
  /** Ends the work in hand, then resolves. Idempotent and bounded. */
  stop(): Promise<void>;
}
