import { leadingDuration } from './duration.js';
import { parseError } from './influxql-error.js';
import type { Token } from './token.js';

const symbols = [
  '=~',
  '!~',
  '!=',
  '<>',
  '<=',
  '>=',
  '::',
  '(',
  ')',
  ',',
  '.',
  ';',
  '*',
  '/',
  '+',
  '-',
  '%',
  '=',
  '<',
  '>',
];
const whitespace = /\s+|--[^\n]*/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/y;

/** After these a slash begins a regular expression; anywhere else it divides. */
const beforeRegex = new Set(['=~', '!~', 'from', 'by', ',', '(', '=', 'select']);

/** Cuts a query into tokens, the last of which is `end`. Time and memory are proportional to the text. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const space = take(whitespace);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = next(text, at, take, tokens.at(-1));
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function next(
  text: string,
  at: number,
  take: (pattern: RegExp) => string | undefined,
  before: Token | undefined,
): { readonly token: Token; readonly end: number } {
  const first = text[at] ?? '';
  if (first === '"' || first === "'") {
    const { content, end } = quoted(text, at, first);
    return { token: { kind: first === '"' ? 'quoted' : 'string', text: content, at }, end };
  }
  if (first === '/' && (before === undefined || beforeRegex.has(before.text.toLowerCase()))) return regex(text, at);
  if (/[\d.]/.test(first)) {
    // The longest duration worth reading is short: a slice keeps a long run of digits from being copied again and again.
    const duration = leadingDuration(text.slice(at, at + 64));
    if (duration) {
      const end = at + duration.length;
      return { token: { kind: 'duration', text: text.slice(at, end), ms: duration.ms, at }, end };
    }
    const digits = take(number);
    if (digits !== undefined) {
      return { token: { kind: 'number', text: digits, value: Number(digits), at }, end: at + digits.length };
    }
  }
  const name = take(word);
  if (name !== undefined) return { token: { kind: 'word', text: name, at }, end: at + name.length };
  const symbol = symbols.find((candidate) => text.startsWith(candidate, at));
  if (symbol !== undefined) return { token: { kind: 'symbol', text: symbol, at }, end: at + symbol.length };
  throw parseError(text, at, `found ${first}, expected a name, a value or an operator`);
}

/** The content between quotes; a backslash takes the next character as it is (`\n` is a line feed). */
function quoted(text: string, at: number, quote: string): { readonly content: string; readonly end: number } {
  let content = '';
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char === quote) return { content, end: i + 1 };
    if (char !== '\\') content += char;
    else {
      i += 1;
      content += text[i] === 'n' ? '\n' : (text[i] ?? '');
    }
  }
  throw parseError(text, at, `found an opening ${quote}, expected a closing one`);
}

/** `/.../`, where `\/` is a slash and every other escape is the pattern's own. */
function regex(text: string, at: number): { readonly token: Token; readonly end: number } {
  let pattern = '';
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text[i] ?? '';
    if (char === '/') return { token: { kind: 'regex', text: pattern, at }, end: i + 1 };
    if (char === '\\' && text[i + 1] === '/') {
      pattern += '/';
      i += 1;
    } else if (char === '\\') {
      pattern += char + (text[i + 1] ?? '');
      i += 1;
    } else pattern += char;
  }
  throw parseError(text, at, 'found an opening /, expected a closing one');
}
