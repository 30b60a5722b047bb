import { describe, expect, it } from '@jest/globals';
import { ServerEventParser } from './sse-parser.js';

describe('reading the event stream', () => {
  it('gives an event once its blank line has come', () => {
    const parser = new ServerEventParser();
    expect(parser.push('event: alert\ndata: {"id":1}\n')).toEqual([]);
    expect(parser.push('\n')).toEqual([{ event: 'alert', data: '{"id":1}' }]);
  });

  it('does not care where the network cuts', () => {
    const text = ': connected\n\nevent: points\r\ndata: {"a":\r\ndata: 2}\r\n\r\nevent: twin\ndata: {}\n\n';
    const whole = new ServerEventParser().push(text);
    const parser = new ServerEventParser();
    const pieces = Array.from(text).flatMap((character) => parser.push(character));
    expect(pieces).toEqual(whole);
    expect(whole).toEqual([
      { event: 'points', data: '{"a":\n2}' },
      { event: 'twin', data: '{}' },
    ]);
  });

  it('takes heartbeats for no event', () => {
    expect(new ServerEventParser().push(': alive\n\n: alive\n\n')).toEqual([]);
  });

  it('forgets the name of an event that has ended', () => {
    expect(new ServerEventParser().push('event: alert\ndata: 1\n\ndata: 2\n\n').map(({ event }) => event)).toEqual([
      'alert',
      'message',
    ]);
  });
});
