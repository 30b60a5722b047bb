/**
 * Rights that one process at a time has, each by its name: to run what must not run twice. A lease ends by itself, so
 * that one whose holder has died goes to another.
 */
export abstract class Leases {
  /**
   * Takes or prolongs the lease until `forMs` after the call at the earliest. False while another holder has it. Rejects
   * with `unavailable` when nobody can tell.
   */
  abstract take(name: string, holder: string, forMs: number): Promise<boolean>;
  /** Gives the lease back before its end; nothing happens when the holder does not have it. */
  abstract give(name: string, holder: string): Promise<void>;
}
