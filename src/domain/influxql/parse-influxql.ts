import { parseSelect } from './parse-select.js';
import { parseShow } from './parse-show.js';
import type { Statement } from './statement.js';
import { TokenStream } from './token-stream.js';

const mostStatements = 100;

/**
 * The statements of an InfluxQL query, separated by `;`. What Grafana's InfluxDB data source sends is understood;
 * anything else is `invalid_input` with InfluxDB's wording and the line and character in the text.
 */
export function parseInfluxQl(text: string): readonly Statement[] {
  const tokens = new TokenStream(text);
  const statements: Statement[] = [];
  for (;;) {
    while (tokens.eatSymbol(';'));
    if (tokens.peek().kind === 'end') break;
    if (statements.length === mostStatements) throw tokens.unexpected(`at most ${mostStatements} statements`);
    statements.push(parseStatement(tokens));
    if (tokens.peek().kind !== 'end' && !tokens.eatSymbol(';')) throw tokens.unexpected(';', 'EOF');
  }
  if (statements.length === 0) throw tokens.unexpected('SELECT', 'SHOW');
  return statements;
}

function parseStatement(tokens: TokenStream): Statement {
  if (tokens.eatWords('select')) return parseSelect(tokens);
  if (tokens.eatWords('show')) return parseShow(tokens);
  if (tokens.eatWords('create', 'database')) return parseCreateDatabase(tokens);
  throw tokens.unexpected('SELECT', 'SHOW', 'CREATE DATABASE');
}

/** Clients of InfluxDB v1 create their database before they write; there is nothing to do. */
function parseCreateDatabase(tokens: TokenStream): Statement {
  tokens.expectName();
  // `WITH DURATION 30d REPLICATION 1 NAME x` says how long InfluxDB would keep it.
  while (tokens.peek().kind !== 'end' && !isSemicolon(tokens)) tokens.take();
  return { kind: 'create database' };
}

function isSemicolon(tokens: TokenStream): boolean {
  const token = tokens.peek();
  return token.kind === 'symbol' && token.text === ';';
}
