import { useState } from 'react';
import { ApiProblem } from './problem.js';

/** A change that a person asks for: one at a time, with its outcome to show. */
export interface Action<Args extends readonly unknown[]> {
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  readonly run: (...args: Args) => void;
}

/** `act` must also do what follows from success (reload, clear the form); a refusal is kept in `problem`. */
export function useAction<Args extends readonly unknown[]>(act: (...args: Args) => Promise<void>): Action<Args> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | undefined>(undefined);

  const run = (...args: Args) => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    act(...args)
      .catch((error: unknown) => setProblem(ApiProblem.from(error)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run };
}
