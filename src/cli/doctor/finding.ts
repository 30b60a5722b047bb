/** What one check of `plenum doctor` found, and what to do about it. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  /** What to do; absent when nothing is wrong. */
  readonly advice?: string;
}

/** Everything as it should be. */
export function ok(check: string, found: string): Finding {
  return { check, status: 'ok', found };
}

/** The service runs, but not as it should. */
export function warn(check: string, found: string, advice: string): Finding {
  return { check, status: 'warn', found, advice };
}

/** The service cannot run. */
export function fail(check: string, found: string, advice: string): Finding {
  return { check, status: 'fail', found, advice };
}
