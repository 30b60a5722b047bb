import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleBodies } from '../../../../test/builders/decoder-samples.js';
import { encodeOtlp, encodeWriteRequest } from '../../../../test/builders/protobuf-messages.js';
import { type WireFormat } from './catalogue.js';
import { detectFormat } from './detect-format.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the format of a body', () => {
  it.each(Object.keys(sampleBodies) as WireFormat[])('%s is told by how it begins', (format) => {
    for (const body of sampleBodies[format]) expect(detectFormat(body)).toBe(format);
  });

  it.each<[WireFormat, Uint8Array]>([
    ['otlp-protobuf', encodeOtlp({ resourceMetrics: [{ resource: {}, scopeMetrics: [{ metrics: [] }] }] })],
    ['otlp-protobuf', encodeOtlp({ resourceMetrics: [{ scopeMetrics: [{ scope: { name: 'x' } }] }] })],
    ['prometheus-remote-write', encodeWriteRequest({ timeseries: [{ samples: [{ value: 1, timestamp: 2 }] }] })],
    ['line-protocol', bytes('\n# by hand\n\ncpu usage=1\n')],
    ['telegraf-json', bytes(' \r\n{"fields":{}}')],
    ['plenum-json', bytes('\ufeff[ {"metric":"m","asset":"a"} ]')],
    ['plenum-json', bytes('{"asset":"a"}\n{"asset":"b"}')],
  ])('is %s at its edges too', (format, body) => {
    expect(detectFormat(body)).toBe(format);
  });

  it.each(['', 'hello', '{}', '[]', '[1]', '{"x":1}', '<xml a="1">', '\u0000\u0001'])('of %j is not known', (text) => {
    expect(detectFormat(bytes(text))).toBeUndefined();
  });

  it('is what its content type says, if that is of one format only', () => {
    expect(detectFormat(bytes(''), 'application/vnd.influx.line-protocol; charset=utf-8')).toBe('line-protocol');
  });

  it('is looked for in any bytes without ado', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        detectFormat(body);
      }),
    );
  });
});
