import { parseOrder, parsePage, parseSources, parseWhere } from './parse-select.js';
import { Pattern } from './pattern/pattern.js';
import type { NameMatch, ShowStatement, Statement } from './statement.js';
import type { TokenStream } from './token-stream.js';

/** The rest of a SHOW statement, after the word. */
export function parseShow(tokens: TokenStream): Statement {
  if (tokens.eatWords('databases')) return { kind: 'show databases' };
  if (tokens.eatWords('retention', 'policies')) {
    parseOn(tokens);
    return { kind: 'show retention policies' };
  }
  const what = parseSubject(tokens);
  parseOn(tokens);
  const from = tokens.eatWords('from') ? parseSources(tokens) : [];
  const matching = parseMatching(tokens, what);
  const where = parseWhere(tokens);
  parseOrder(tokens);
  return { kind: 'show', what, from, matching, where, rows: parsePage(tokens, 'limit', 'offset') };
}

function parseSubject(tokens: TokenStream): ShowStatement['what'] {
  if (tokens.eatWords('measurements')) return 'measurements';
  if (tokens.eatWords('tag', 'keys')) return 'tag keys';
  if (tokens.eatWords('tag', 'values')) return 'tag values';
  if (tokens.eatWords('field', 'keys')) return 'field keys';
  if (tokens.eatWords('series')) return 'series';
  throw tokens.unexpected(
    'DATABASES',
    'MEASUREMENTS',
    'TAG KEYS',
    'TAG VALUES',
    'FIELD KEYS',
    'SERIES',
    'RETENTION POLICIES',
  );
}

/** `ON "db"`: there is one database, whatever it is called. */
function parseOn(tokens: TokenStream): void {
  if (tokens.eatWords('on')) tokens.expectName();
}

function parseMatching(tokens: TokenStream, what: ShowStatement['what']): NameMatch {
  if (what === 'measurements' && tokens.eatWords('with', 'measurement')) return parseMatch(tokens);
  if (what !== 'tag values') return { kind: 'any' };
  tokens.expectWord('with');
  tokens.expectWord('key');
  return parseMatch(tokens);
}

function parseMatch(tokens: TokenStream): NameMatch {
  if (tokens.eatWords('in')) {
    tokens.expectSymbol('(');
    const names = [tokens.expectName()];
    while (tokens.eatSymbol(',')) names.push(tokens.expectName());
    tokens.expectSymbol(')');
    return { kind: 'among', names, negated: false };
  }
  for (const [symbol, negated] of [
    ['=', false],
    ['!=', true],
    ['<>', true],
  ] as const) {
    if (tokens.eatSymbol(symbol)) return { kind: 'among', names: [tokens.expectName()], negated };
  }
  const negated = tokens.eatSymbol('!~');
  if (!negated) tokens.expectSymbol('=~');
  const token = tokens.peek();
  if (token.kind !== 'regex') throw tokens.unexpected('regex');
  tokens.take();
  return { kind: 'pattern', pattern: new Pattern(token.text), negated };
}
