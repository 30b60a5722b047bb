import type { ReactNode } from 'react';
import type { ApiProblem } from '../api/problem.js';

/** Tells that there is nothing, and why or what to do. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="notice">{children}</p>;
}

export function Loading({ what }: { what: string }) {
  return (
    <p className="notice" role="status">
      Loading {what} …
    </p>
  );
}

/** What is not there does not come by asking again. */
const notThere = 404;

/** A refusal or failure, in the service's own words, with the way to try again if there is one. */
export function Problem({ problem, onRetry }: { problem: ApiProblem | undefined; onRetry?: () => void }) {
  if (!problem) return null;
  return (
    <p className="notice notice-problem" role="alert">
      {sentence(problem.message)} <span className="code">{problem.code}</span>
      {onRetry && problem.status !== notThere && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </p>
  );
}

/** Messages of the service begin as it suits its log. */
function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
