import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, isAbort } from './problem.js';

/** Something asked of the API: on its way, there, or refused. A reload that fails keeps the data and tells the problem. */
export interface Resource<T> {
  readonly data: T | undefined;
  readonly problem: ApiProblem | undefined;
  readonly reload: () => void;
}

interface Loaded<T> {
  readonly key: string;
  readonly data?: T;
  readonly problem?: ApiProblem;
}

/** Loads again whenever `key` changes or `reload` is called; an answer that comes too late for its key is dropped. */
export function useResource<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Resource<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ key });
  const [round, setRound] = useState(0);
  const loadNow = useRef(load);
  loadNow.current = load;

  useEffect(() => {
    const controller = new AbortController();
    loadNow.current(controller.signal).then(
      (data) => setLoaded({ key, data }),
      (error: unknown) => {
        if (isAbort(error)) return;
        setLoaded((before) => ({ ...(before.key === key ? before : { key }), problem: ApiProblem.from(error) }));
      },
    );
    return () => controller.abort();
  }, [key, round]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const current = loaded.key === key ? loaded : undefined;
  return { data: current?.data, problem: current?.problem, reload };
}
