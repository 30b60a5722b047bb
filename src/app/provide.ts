import type { Provider } from '@nestjs/common';

type Token<T> = abstract new (...args: never[]) => T;
type Tokens<Args extends readonly unknown[]> = { [I in keyof Args]: Token<Args[I]> };

/** Provides a plain class; a wrong, missing or superfluous token for its constructor is a compile error. */
export function provide<Args extends unknown[], T>(Class: new (...args: Args) => T, inject: Tokens<Args>): Provider<T> {
  // Nest's own type of `inject` does not know that the tokens match the constructor; `Tokens` has checked it.
  return { provide: Class, useFactory: (...args: unknown[]) => new Class(...(args as Args)), inject: inject as never };
}
