import { isWordCharacter } from './character-class.js';
import { compilePattern } from './compile-pattern.js';
import type { Instruction } from './instruction.js';
import { parsePattern } from './parse-pattern.js';

/**
 * A regular expression that matches in time proportional to pattern times text, whatever the pattern: all its states
 * advance together (Thompson, 1968). JavaScript's own engine backtracks, and a viewer could stop the service with it.
 */
export class Pattern {
  readonly #program: readonly Instruction[];
  /** Step at which an instruction was last added, so that it is added once. */
  readonly #addedAt: Int32Array;

  /** Throws `invalid_input` for what the syntax does not know. */
  constructor(readonly source: string) {
    this.#program = compilePattern(parsePattern(source));
    this.#addedAt = new Int32Array(this.#program.length);
  }

  /** Whether the pattern occurs anywhere in the text. */
  test(text: string): boolean {
    const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
    this.#addedAt.fill(-1);
    let states: number[] = [];
    for (let at = 0; at <= codes.length; at += 1) {
      // An occurrence may begin at every place.
      if (this.#add(states, 0, codes, at)) return true;
      const following: number[] = [];
      const code = codes[at];
      if (code === undefined) break;
      for (const state of states) {
        const step = this.#program[state];
        if (step?.kind === 'char' && step.accepts(code) && this.#add(following, state + 1, codes, at + 1)) return true;
      }
      states = following;
    }
    return false;
  }

  /** Follows everything that consumes no character. True when that reaches the match. */
  #add(states: number[], from: number, codes: readonly number[], at: number): boolean {
    const waiting = [from];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (this.#addedAt[state] === at) continue;
      this.#addedAt[state] = at;
      const step = this.#program[state];
      switch (step?.kind) {
        case 'match':
          return true;
        case 'char':
          states.push(state);
          break;
        case 'jump':
          waiting.push(step.to);
          break;
        case 'split':
          waiting.push(...step.to);
          break;
        case 'start':
          if (at === 0) waiting.push(state + 1);
          break;
        case 'end':
          if (at === codes.length) waiting.push(state + 1);
          break;
        case 'boundary':
          if (isBoundary(codes, at) !== step.negated) waiting.push(state + 1);
          break;
        case undefined:
          throw new Error('BUG: a pattern runs past its end');
      }
    }
    return false;
  }
}

function isBoundary(codes: readonly number[], at: number): boolean {
  const isWord = (code: number | undefined) => code !== undefined && isWordCharacter(code);
  return isWord(codes[at - 1]) !== isWord(codes[at]);
}
