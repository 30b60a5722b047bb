import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors.js';
import { conditionsOf } from './conditions.js';
import { parseInfluxQl } from './parse-influxql.js';
import type { SelectStatement } from './statement.js';

const now = Date.UTC(2026, 0, 31, 12);

function select(text: string): SelectStatement {
  const [statement] = parseInfluxQl(text);
  if (statement?.kind !== 'select') throw new Error('not a SELECT');
  return statement;
}

describe('queries of Grafana', () => {
  it('its query builder is understood, part by part', () => {
    const statement = select(
      `SELECT mean("value") AS "inlet" FROM "autogen"."dc.rack.inlet_temperature" WHERE ("asset"::tag =~ /^(a\\/1|b)$/ AND "component"::tag = '') AND time >= 1769850000000ms and time <= 1769853600000ms GROUP BY time(1m), "asset"::tag fill(previous) ORDER BY time DESC LIMIT 10 SLIMIT 2`,
    );
    expect(statement).toMatchObject({
      columns: [{ alias: 'inlet', expression: { kind: 'call', name: 'mean' } }],
      from: [{ kind: 'measurement', name: 'dc.rack.inlet_temperature' }],
      groupBy: { interval: { widthMs: 60_000, offsetMs: 0 }, tags: ['asset'] },
      fill: { kind: 'previous' },
      newestFirst: true,
      rows: { limit: 10, offset: 0 },
      series: { limit: 2, offset: 0 },
    });
    expect(conditionsOf(statement.where, now)).toMatchObject({ fromMs: 1769850000000, toMs: 1769853600001 });
  });

  it.each([
    ['time > now() - 1h30m', now - 5_400_000 + 1, undefined],
    ["time >= '2026-01-31T11:00:00Z' AND time < '2026-01-31 12:00:00.5'", now - 3_600_000, now + 500],
    ['time >= 1769857200000000000', 1769857200000, undefined],
    ['1769857200s <= time', 1769857200000, undefined],
    ['time = 1769857200000ms', 1769857200000, 1769857200001],
  ])('%s', (condition, fromMs, toMs) => {
    expect(conditionsOf(select(`SELECT a FROM b WHERE ${condition}`).where, now)).toEqual({ fromMs, toMs, others: [] });
  });

  it('several statements, comments, and an empty one at the end', () => {
    const kinds = parseInfluxQl('SHOW DATABASES; -- all of them\nSHOW RETENTION POLICIES ON "plenum";;').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['show databases', 'show retention policies']);
  });
});

describe('a query that cannot be read is refused with the place', () => {
  it.each([
    ['SELECT mean("value") FRM "a"', 'found FRM, expected FROM at line 1, char 22'],
    ['SELECT mean("value")\nFROM "a" GROUP BY time(5)', 'found 5, expected duration at line 2, char 24'],
    ['SELECT "value FROM a', 'found an opening ", expected a closing one at line 1, char 8'],
    ['DROP MEASUREMENT "a"', 'found DROP, expected SELECT, SHOW, CREATE DATABASE at line 1, char 1'],
    ['SHOW TAG VALUES FROM "a"', 'found EOF, expected WITH at line 1, char 25'],
    ['SELECT a FROM b ORDER BY a', 'found EOF, expected only ORDER BY time is supported at line 1, char 27'],
    ['', 'found EOF, expected SELECT, SHOW at line 1, char 1'],
    ['SELECT a FROM b WHERE ~', 'found ~, expected a name, a value or an operator at line 1, char 23'],
  ])('%s', (text, message) => {
    expect(() => parseInfluxQl(text)).toThrow(`error parsing query: ${message}`);
  });

  it.each(['a OR time > 3', 'time > "a"', "time > 'noon'", 'time =~ /a/'])('time in %s', (condition) => {
    const { where } = select(`SELECT a FROM b WHERE ${condition}`);
    expect(() => conditionsOf(where, now)).toThrow(/time/);
  });
});

describe('whatever is sent', () => {
  const expectAnswerOrRefusal = (text: string) => {
    try {
      for (const statement of parseInfluxQl(text)) {
        if (statement.kind === 'select') conditionsOf(statement.where, now);
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      expect(error.code).toBe('invalid_input');
    }
  };

  it('is read or refused, never anything else', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectAnswerOrRefusal), { numRuns: 2_000 });
  });

  it('also when it is nearly right', () => {
    const words =
      `SELECT mean ( "value" ) , * FROM "a" /a.*/ WHERE time >= now() - 1h AND OR "x" =~ /^(a|b)$/ 'text' GROUP BY time(1m) fill(null) ORDER BY time DESC LIMIT 3 ; SHOW TAG VALUES WITH KEY IN ( ) 7 1.5e3 + - / % AS`.split(
        ' ',
      );
    const soup = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((picked) => picked.join(' '));
    fc.assert(fc.property(soup, expectAnswerOrRefusal), { numRuns: 5_000 });
  });

  it.each([
    ['a deep nest of parentheses', `SELECT a FROM b WHERE ${'('.repeat(50_000)}`],
    ['a deep nest of queries', 'SELECT a FROM ('.repeat(5_000)],
    ['a long chain', `SELECT a FROM b WHERE ${"x = 'y' OR ".repeat(20_000)} x = 'y'`],
    ['minus without end', `SELECT ${'-'.repeat(40_000).replaceAll('--', '- ')}1 FROM a`],
    ['many statements', 'SHOW DATABASES;'.repeat(5_000)],
    ['a long number', `SELECT a FROM b WHERE time > ${'9'.repeat(100_000)}`],
  ])('%s is refused or read without running out of stack', (_what, text) => {
    expectAnswerOrRefusal(text);
  });
});
