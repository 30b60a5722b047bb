/** So many at a time leaves the browser's other connections to what the operator does next. */
const atOnce = 3;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a piece of background loading when its turn comes; one that is called off by then is never started. */
export async function inTurn<T>(signal: AbortSignal, load: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    signal.throwIfAborted();
    return await load();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
