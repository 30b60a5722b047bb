import type { ReactNode } from 'react';
import type { Resource } from '../api/use-resource.js';
import { Loading, Problem } from './notice.js';

interface LoadedProps<T> {
  readonly what: string;
  readonly resource: Resource<T>;
  readonly children: (data: T) => ReactNode;
}

/** Shows a resource in whichever state it is; data that is there stays while a reload fails. */
export function Loaded<T>({ what, resource, children }: LoadedProps<T>) {
  const { data, problem, reload } = resource;
  if (data === undefined && !problem) return <Loading what={what} />;
  return (
    <>
      <Problem problem={problem} onRetry={reload} />
      {data !== undefined && children(data)}
    </>
  );
}
