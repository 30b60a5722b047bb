import { arithmeticOperators, comparisonOperators, type Expression, type Operator } from './expression.js';
import { Pattern } from './pattern/pattern.js';
import type { TokenStream } from './token-stream.js';

/** Loosest first. */
const precedence: readonly (readonly string[])[] = [
  ['OR'],
  ['AND'],
  [...comparisonOperators],
  ['+', '-'],
  ['*', '/', '%'],
];
const operators = new Set<string>([...arithmeticOperators, ...comparisonOperators, 'AND', 'OR']);
const deepest = 100;

/** Reads a condition or a column expression; a column may be `*`. */
export function parseExpression(tokens: TokenStream): Expression {
  return parseLevel(tokens, 0, 0);
}

function parseLevel(tokens: TokenStream, level: number, depth: number): Expression {
  const here = precedence[level];
  if (!here) return parseOperand(tokens, depth);
  let left = parseLevel(tokens, level + 1, depth);
  let length = 0;
  for (let operator = operatorOf(tokens, here); operator; operator = operatorOf(tokens, here)) {
    length += 1;
    if (length > mostTerms) throw tokens.unexpected('a shorter expression');
    tokens.take();
    left = { kind: 'binary', operator, left, right: parseLevel(tokens, level + 1, depth) };
  }
  return left;
}

/** Grafana writes a choice of many values as one `OR` each. Chains nest to the left, and walking them takes stack. */
const mostTerms = 1_000;

function operatorOf(tokens: TokenStream, among: readonly string[]): Operator | undefined {
  const token = tokens.peek();
  if (token.kind !== 'symbol' && token.kind !== 'word') return undefined;
  const text = token.text.toUpperCase();
  return among.includes(text) && isOperator(text) ? text : undefined;
}

function isOperator(text: string): text is Operator {
  return operators.has(text);
}

function parseOperand(tokens: TokenStream, depth: number): Expression {
  if (depth > deepest) throw tokens.unexpected('a less deeply nested expression');
  if (tokens.eatSymbol('(')) {
    const inner = parseLevel(tokens, 0, depth + 1);
    tokens.expectSymbol(')');
    return inner;
  }
  if (tokens.eatSymbol('*')) return { kind: 'everything' };
  if (tokens.eatSymbol('-')) {
    const zero: Expression = { kind: 'number', value: 0 };
    return { kind: 'binary', operator: '-', left: zero, right: parseOperand(tokens, depth + 1) };
  }
  const token = tokens.peek();
  switch (token.kind) {
    case 'number':
      tokens.take();
      return { kind: 'number', value: token.value };
    case 'duration':
      tokens.take();
      return { kind: 'duration', ms: token.ms };
    case 'string':
      tokens.take();
      return { kind: 'string', text: token.text };
    case 'regex':
      tokens.take();
      return { kind: 'regex', pattern: new Pattern(token.text) };
    case 'quoted':
      tokens.take();
      return parseCast(tokens, { kind: 'name', name: token.text });
    case 'word':
      return parseWord(tokens, token.text, depth);
    case 'symbol':
    case 'end':
      throw tokens.unexpected('identifier', 'string', 'number', 'regex');
  }
}

const keywords = new Set(['from', 'where', 'group', 'order', 'limit', 'and', 'or', 'by', 'as', 'fill', 'select']);

function parseWord(tokens: TokenStream, word: string, depth: number): Expression {
  const lower = word.toLowerCase();
  if (keywords.has(lower)) throw tokens.unexpected('identifier', 'string', 'number', 'regex');
  tokens.take();
  if (lower === 'true' || lower === 'false') return { kind: 'boolean', value: lower === 'true' };
  if (!tokens.eatSymbol('(')) return parseCast(tokens, { kind: 'name', name: word });
  const args: Expression[] = [];
  if (!tokens.eatSymbol(')')) {
    do args.push(parseLevel(tokens, 0, depth + 1));
    while (tokens.eatSymbol(','));
    tokens.expectSymbol(')');
  }
  return { kind: 'call', name: lower, args };
}

/** `"value"::float` and `"asset"::tag` say what the name is anyway. */
function parseCast(tokens: TokenStream, name: Expression): Expression {
  if (tokens.eatSymbol('::')) tokens.expectName();
  return name;
}
