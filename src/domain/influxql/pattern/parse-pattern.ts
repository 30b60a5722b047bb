import { statementError } from '../influxql-error.js';
import { type Accepts, anyCharacter, between, escapedCharacters, escapedClasses, exactly } from './character-class.js';
import type { PatternNode } from './instruction.js';

const deepest = 50;
const mostRepeats = 1_000;

/**
 * Reads a regular expression of RE2's syntax: literals, `.`, classes, groups, `|`, `* + ? {m,n}` (also lazy), `^ $`,
 * `\b \B`, `\d \w \s` and their opposites, `(?i)` at the start. Anything else is an error that names it.
 */
export function parsePattern(source: string): PatternNode {
  return new PatternParser(source).parse();
}

class PatternParser {
  readonly #chars: readonly string[];
  #at = 0;
  #depth = 0;
  #ignoreCase = false;

  constructor(private readonly source: string) {
    this.#chars = Array.from(source);
  }

  parse(): PatternNode {
    if (this.source.startsWith('(?i)')) {
      this.#ignoreCase = true;
      this.#at = 4;
    }
    const node = this.#choice();
    if (this.#at < this.#chars.length) this.#fail('unexpected )');
    return node;
  }

  #choice(): PatternNode {
    const options = [this.#sequence()];
    while (this.#eat('|')) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? { kind: 'sequence', parts: [] }) : { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#chars.length && this.#peek() !== '|' && this.#peek() !== ')') {
      parts.push(this.#repeated(this.#single()));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(of: PatternNode): PatternNode {
    const counts = this.#counts();
    if (!counts) return of;
    this.#eat('?');
    if (this.#counts()) this.#fail('two repetitions in a row');
    return { kind: 'repeat', of, ...counts };
  }

  #counts(): { least: number; most: number | undefined } | undefined {
    if (this.#eat('*')) return { least: 0, most: undefined };
    if (this.#eat('+')) return { least: 1, most: undefined };
    if (this.#eat('?')) return { least: 0, most: 1 };
    const match = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.#chars.slice(this.#at, this.#at + 12).join(''));
    if (!match) return undefined;
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === undefined ? undefined : Number(match[3]);
    if (Math.max(least, most ?? 0) > mostRepeats || (most !== undefined && most < least)) {
      this.#fail(`bad repetition ${match[0]}`);
    }
    this.#at += match[0].length;
    return { least, most };
  }

  #single(): PatternNode {
    const char = this.#take();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'char', accepts: this.#class() };
      case '.':
        return { kind: 'char', accepts: anyCharacter };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '*':
      case '+':
      case '?':
        return this.#fail(`nothing to repeat before ${char}`);
      case '\\':
        return this.#escape();
      default:
        return { kind: 'char', accepts: exactly(char, this.#ignoreCase) };
    }
  }

  #group(): PatternNode {
    this.#depth += 1;
    if (this.#depth > deepest) this.#fail('groups are nested too deeply');
    if (this.#eat('?') && !this.#eat(':')) this.#fail('only (?: and a leading (?i) are known');
    const node = this.#choice();
    if (!this.#eat(')')) this.#fail('missing )');
    this.#depth -= 1;
    return node;
  }

  #escape(): PatternNode {
    const char = this.#take();
    if (char === 'b' || char === 'B') return { kind: 'boundary', negated: char === 'B' };
    if (char === 'A') return { kind: 'start' };
    if (char === 'z') return { kind: 'end' };
    return { kind: 'char', accepts: this.#escaped(char) };
  }

  #escaped(char: string): Accepts {
    const known = Object.hasOwn(escapedClasses, char) ? escapedClasses[char] : undefined;
    if (known) return known;
    return exactly(this.#literal(char), this.#ignoreCase);
  }

  /** What an escaped character stands for when it is no class. */
  #literal(char: string): string {
    const control = Object.hasOwn(escapedCharacters, char) ? escapedCharacters[char] : undefined;
    if (control !== undefined) return control;
    if (char === '' || /[A-Za-z0-9]/.test(char)) this.#fail(`unknown escape \\${char}`);
    return char;
  }

  #class(): Accepts {
    const isNegated = this.#eat('^');
    const members: Accepts[] = [];
    do {
      const first = this.#take();
      if (first === '') this.#fail('missing ]');
      const escaped = first === '\\' ? this.#take() : undefined;
      if (escaped !== undefined && Object.hasOwn(escapedClasses, escaped)) members.push(this.#escaped(escaped));
      else members.push(this.#range(escaped === undefined ? first : this.#literal(escaped)));
    } while (!this.#eat(']'));
    const accepts: Accepts = (code) => members.some((member) => member(code));
    return isNegated ? (code) => !accepts(code) : accepts;
  }

  #range(first: string): Accepts {
    if (this.#peek() !== '-' || this.#chars[this.#at + 1] === ']') return exactly(first, this.#ignoreCase);
    this.#at += 1;
    const char = this.#take();
    const last = char === '\\' ? this.#literal(this.#take()) : char;
    if ((last.codePointAt(0) ?? -1) < (first.codePointAt(0) ?? 0)) this.#fail(`bad range ${first}-${last}`);
    return between(first, last, this.#ignoreCase);
  }

  #peek(): string {
    return this.#chars[this.#at] ?? '';
  }

  #take(): string {
    const char = this.#peek();
    this.#at += 1;
    return char;
  }

  #eat(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#at += 1;
    return true;
  }

  #fail(problem: string): never {
    throw statementError(`error parsing regexp: ${problem}: /${this.source}/`);
  }
}
