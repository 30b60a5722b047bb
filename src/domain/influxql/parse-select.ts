import type { Expression } from './expression.js';
import { parseExpression } from './parse-expression.js';
import { Pattern } from './pattern/pattern.js';
import type { Column, Fill, Grouping, Page, SelectStatement, Source } from './statement.js';
import type { TokenStream } from './token-stream.js';

const deepestSubquery = 5;

/** The rest of a SELECT statement, after the word. */
export function parseSelect(tokens: TokenStream, depth = 0): SelectStatement {
  if (depth > deepestSubquery) throw tokens.unexpected('fewer nested queries');
  const columns = listOf(tokens, () => parseColumn(tokens));
  tokens.expectWord('from');
  const from = parseSources(tokens, depth);
  const where = parseWhere(tokens);
  const groupBy = parseGroupBy(tokens);
  const fill = parseFill(tokens);
  const newestFirst = parseOrder(tokens);
  const rows = parsePage(tokens, 'limit', 'offset');
  const series = parsePage(tokens, 'slimit', 'soffset');
  return { kind: 'select', columns, from, where, groupBy, fill, newestFirst, rows, series };
}

/** Measurements by name or pattern, or (in SELECT only) a query in parentheses. */
export function parseSources(tokens: TokenStream, depth?: number): readonly Source[] {
  return listOf(tokens, () => parseSource(tokens, depth));
}

export function parseWhere(tokens: TokenStream): Expression | undefined {
  return tokens.eatWords('where') ? parseExpression(tokens) : undefined;
}

export function parsePage(tokens: TokenStream, limitWord: string, offsetWord: string): Page {
  const limit = tokens.eatWords(limitWord) ? tokens.expectCount() : 0;
  const offset = tokens.eatWords(offsetWord) ? tokens.expectCount() : 0;
  return { limit: limit === 0 ? undefined : limit, offset };
}

/** `ORDER BY time DESC`; time is the only order there is. */
export function parseOrder(tokens: TokenStream): boolean {
  if (!tokens.eatWords('order', 'by')) return false;
  if (tokens.expectName().toLowerCase() !== 'time') throw tokens.unexpected('only ORDER BY time is supported');
  if (tokens.eatWords('desc')) return true;
  tokens.eatWords('asc');
  return false;
}

function parseColumn(tokens: TokenStream): Column {
  const expression = parseExpression(tokens);
  return { expression, alias: tokens.eatWords('as') ? tokens.expectName() : undefined };
}

function parseSource(tokens: TokenStream, depth: number | undefined): Source {
  if (depth !== undefined && tokens.eatSymbol('(')) {
    tokens.expectWord('select');
    const statement = parseSelect(tokens, depth + 1);
    tokens.expectSymbol(')');
    return { kind: 'subquery', statement };
  }
  const token = tokens.peek();
  if (token.kind === 'regex') {
    tokens.take();
    return { kind: 'measurements', pattern: new Pattern(token.text) };
  }
  // A name may be preceded by database and retention policy: there is one of each. Either may be empty (`db..name`).
  let name = tokens.expectName();
  while (tokens.eatSymbol('.')) if (!isDot(tokens)) name = tokens.expectName();
  return { kind: 'measurement', name };
}

function isDot(tokens: TokenStream): boolean {
  const token = tokens.peek();
  return token.kind === 'symbol' && token.text === '.';
}

function parseGroupBy(tokens: TokenStream): Grouping {
  let interval: Grouping['interval'];
  let everyTag = false;
  const tags: string[] = [];
  const patterns: Pattern[] = [];
  if (!tokens.eatWords('group', 'by')) return { interval, tags, patterns, everyTag };
  listOf(tokens, () => {
    const token = tokens.peek();
    if (tokens.eatSymbol('*')) everyTag = true;
    else if (token.kind === 'regex') {
      tokens.take();
      patterns.push(new Pattern(token.text));
    } else if (token.kind === 'word' && token.text.toLowerCase() === 'time') {
      tokens.take();
      interval = parseInterval(tokens);
    } else {
      tags.push(tokens.expectName());
      // `"asset"::tag`, as newer versions of Grafana write it.
      if (tokens.eatSymbol('::')) tokens.expectName();
    }
  });
  return { interval, tags, patterns, everyTag };
}

function parseInterval(tokens: TokenStream): NonNullable<Grouping['interval']> {
  tokens.expectSymbol('(');
  const widthMs = parseDuration(tokens);
  if (widthMs < 1) throw tokens.unexpected('an interval of 1ms or more');
  let offsetMs = 0;
  if (tokens.eatSymbol(',')) {
    const sign = tokens.eatSymbol('-') ? -1 : 1;
    offsetMs = sign * parseDuration(tokens);
  }
  tokens.expectSymbol(')');
  return { widthMs, offsetMs };
}

function parseDuration(tokens: TokenStream): number {
  const token = tokens.peek();
  if (token.kind !== 'duration') throw tokens.unexpected('duration');
  tokens.take();
  return token.ms;
}

function parseFill(tokens: TokenStream): Fill {
  if (!tokens.eatWords('fill')) return { kind: 'default' };
  tokens.expectSymbol('(');
  const fill = parseFillOption(tokens);
  tokens.expectSymbol(')');
  return fill;
}

function parseFillOption(tokens: TokenStream): Fill {
  for (const kind of ['null', 'none', 'previous', 'linear'] as const) if (tokens.eatWords(kind)) return { kind };
  const sign = tokens.eatSymbol('-') ? -1 : 1;
  const token = tokens.peek();
  if (token.kind !== 'number') throw tokens.unexpected('null', 'none', 'previous', 'linear', 'number');
  tokens.take();
  return { kind: 'value', value: sign * token.value };
}

function listOf<T>(tokens: TokenStream, item: () => T): readonly T[] {
  const items = [item()];
  while (tokens.eatSymbol(',')) items.push(item());
  return items;
}
