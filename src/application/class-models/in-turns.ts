/** Lets whatever else is waiting for the thread have its turn: intake and requests share it. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Does work in steps, giving way between two. Rejects with the signal's reason when it is aborted. */
export async function inTurns<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
    signal.throwIfAborted();
  }
}
