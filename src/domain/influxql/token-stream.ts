import type { DomainError } from '../errors.js';
import { parseError } from './influxql-error.js';
import { nameOf, type Token } from './token.js';
import { tokenize } from './tokenizer.js';

/** The tokens of a query with a reading place. Keywords are compared without case; quoted names are never keywords. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(private readonly text: string) {
    this.#tokens = tokenize(text);
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)];
    if (!token) throw new Error('BUG: a query without an end');
    return token;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  /** Takes the words when they come next, in this order. */
  eatWords(...words: readonly string[]): boolean {
    const fits = words.every((word, index) => {
      const token = this.peek(index);
      return token.kind === 'word' && token.text.toLowerCase() === word;
    });
    if (fits) this.#next += words.length;
    return fits;
  }

  eatSymbol(symbol: string): boolean {
    const token = this.peek();
    if (token.kind !== 'symbol' || token.text !== symbol) return false;
    this.#next += 1;
    return true;
  }

  expectWord(word: string): void {
    if (!this.eatWords(word)) throw this.unexpected(word.toUpperCase());
  }

  expectSymbol(symbol: string): void {
    if (!this.eatSymbol(symbol)) throw this.unexpected(symbol);
  }

  /** The text of a token of that kind. */
  expect(kind: 'string' | 'number'): Extract<Token, { kind: 'string' | 'number' }> {
    const token = this.peek();
    if (token.kind !== kind) throw this.unexpected(kind);
    this.#next += 1;
    return token;
  }

  /** A name, quoted or not. */
  expectName(): string {
    const token = this.peek();
    if (token.kind !== 'word' && token.kind !== 'quoted') throw this.unexpected('identifier');
    this.#next += 1;
    return token.text;
  }

  /** A whole number that is not negative. */
  expectCount(): number {
    const token = this.peek();
    if (token.kind !== 'number' || !Number.isSafeInteger(token.value)) throw this.unexpected('integer');
    this.#next += 1;
    return token.value;
  }

  /** The error for what comes next. */
  unexpected(...expected: readonly string[]): DomainError {
    const token = this.peek();
    return parseError(this.text, token.at, `found ${nameOf(token)}, expected ${expected.join(', ')}`);
  }
}
