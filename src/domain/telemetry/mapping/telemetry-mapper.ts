import type { DeviceLimitBook } from '../../detection/device-limits/device-limit-book.js';
import type { AliasTable } from '../../assets/alias-table.js';
import type { CounterKind, SeriesMapper, SeriesMapping, WireSeries } from '../decoders/decoder.js';
import type { DeviceDiscovery } from '../device-discovery.js';
import { metricDefinition } from '../metric-catalogue.js';
import type { RejectionCode } from '../rejection.js';
import { isName, longestName } from '../series.js';
import type { SeriesRegistry } from '../series-registry.js';
import type { UnitConversion } from '../unit-table.js';
import { rateUnit, unitConversion } from '../units.js';
import { componentOfTags } from './component.js';
import { identifyDevice } from './device-identity.js';
import { boundOfThreshold, isThreshold, limitMapping, readingBeside } from './device-threshold.js';
import { genericMetric } from './generic-metric.js';
import { vocabularyOf } from './vocabularies/catalogue.js';
import { fillComponent, type MetricRule, ruleFor } from './vocabulary.js';

export interface MappingLimits {
  /** New series beyond this many are refused as `too_many_series`; known ones go on. */
  readonly maxSeries: number;
}

const sourceOfFormat = { influx: 'influx', otlp: 'otlp', prometheus: 'prometheus', plenum: 'json' } as const;

/**
 * Maps what exporters send to Plenum's series: which asset (through the alias table), which metric (vocabularies;
 * whatever they do not know keeps its own name, so that nothing numeric is lost), which component, and how to convert
 * the value to SI. Devices that no alias knows are noticed and kept under the name they gave.
 */
export class TelemetryMapper implements SeriesMapper {
  constructor(
    private readonly registry: SeriesRegistry,
    private readonly aliases: AliasTable,
    private readonly discovery: DeviceDiscovery,
    private readonly limits: MappingLimits,
    /** Takes the limits that devices state; without it they are left out. */
    private readonly deviceLimits?: DeviceLimitBook,
  ) {}

  get revision(): number {
    return this.aliases.revision;
  }

  map(wire: WireSeries): SeriesMapping {
    if (isThreshold(wire.field)) return this.#mapThreshold(wire);
    const named = this.#name(wire);
    if ('kind' in named) return named;
    const { device, rule, counter, conversion, identity } = named;
    if (this.registry.size >= this.limits.maxSeries && !this.registry.find(identity)) {
      return rejected('too_many_series', `The limit of ${this.limits.maxSeries} series is reached.`);
    }
    const source = sourceOfFormat[wire.format];
    if (!device.known) this.discovery.notice(identity.assetId, source, wire.labels);
    const series = this.registry.intern(identity, {
      unit: conversion.unit,
      source,
      simulated: wire.labels.get('plenum_simulated') === 'true',
    });
    const known = metricDefinition(identity.metric);
    return {
      kind: 'series',
      seriesId: series.id,
      scale: conversion.scale,
      offset: conversion.offset,
      counter,
      min: known?.min ?? -Infinity,
      max: known?.max ?? Infinity,
      blank: rule.blank ?? NaN,
    };
  }

  /** A limit of the reading beside it, which may not have come in yet, and of which no series is made here. */
  #mapThreshold(wire: WireSeries): SeriesMapping {
    const bound = boundOfThreshold(wire.field);
    const readings = vocabularyOf(wire)?.thresholdsOf ?? [];
    if (!this.deviceLimits || !bound) return { kind: 'skipped', reason: 'device_threshold' };
    const named = readings.flatMap((field) => {
      const found = this.#name(readingBeside(wire, field));
      return 'kind' in found ? [] : [found];
    });
    const reading = named.find(({ identity }) => this.registry.find(identity)) ?? named[0];
    if (!reading) return { kind: 'skipped', reason: 'device_threshold' };
    return limitMapping(reading.identity, bound, reading.conversion, {
      book: this.deviceLimits,
      registry: this.registry,
    });
  }

  /** What the wire series is in Plenum's terms, or why it is nothing. */
  #name(wire: WireSeries) {
    const vocabulary = vocabularyOf(wire);
    const device = identifyDevice(wire, this.aliases, vocabulary?.identity);
    if (!device) {
      return rejected('missing_identity', `${wire.name} names no host: add a host, instance or asset label.`);
    }
    const known = vocabulary && ruleFor(vocabulary, wire.field || wire.name, wire);
    const rule = known ?? genericMetric(wire);
    const template = rule.component ?? vocabulary?.component;
    const component =
      template === undefined
        ? componentOfTags(wire, { identityTags: device.tags, isKnownExporter: vocabulary !== undefined })
        : fillComponent(template, wire, vocabulary?.whole);

    const counter = wire.counter === 'none' ? (rule.counter ?? 'none') : wire.counter;
    const metric = metricName(rule, counter);
    const conversion = conversionOf(rule, wire, counter, metric);
    if (typeof conversion === 'string') return rejected('unknown_unit', conversion);

    const identity = { assetId: device.assetId.replaceAll('|', '_'), metric: metric.replaceAll('|', '_'), component };
    if (!Object.values(identity).every(isName)) {
      return rejected('malformed', `A name holds control characters or more than ${longestName} characters.`);
    }
    return { device, rule, counter, conversion, identity };
  }
}

function rejected(code: RejectionCode, message: string): Extract<SeriesMapping, { kind: 'rejected' }> {
  return { kind: 'rejected', code, message };
}

/** A counter becomes its rate and says so, unless the rule turns it into something else. */
function metricName({ metric, complement }: MetricRule, counter: CounterKind): string {
  return counter === 'none' || complement === true ? metric : `${metric}.rate`;
}

/** The conversion to the metric's unit, or a sentence that says why there is none. */
function conversionOf(
  rule: MetricRule,
  wire: WireSeries,
  counter: CounterKind,
  metric: string,
): UnitConversion | string {
  const expected = metricDefinition(metric)?.unit;
  const stated = wire.unit === undefined || wire.unit === '' ? rule.unit : wire.unit;
  if (stated === undefined) return { unit: expected ?? (counter === 'none' ? '' : rateUnit('')), scale: 1, offset: 0 };

  const wireUnit = unitConversion(stated);
  if (!wireUnit) return `The unit "${stated}" of ${wire.name} is unknown; send it in UCUM, such as Cel, W, By, s or 1.`;
  const inSi = counter === 'none' ? wireUnit : { ...wireUnit, offset: 0, unit: rateUnit(wireUnit.unit) };
  if (expected !== undefined && inSi.unit !== '' && !sameKind(inSi.unit, expected)) {
    return `The unit "${stated}" of ${wire.name} does not fit ${metric}, which is measured in ${expected}.`;
  }
  const unit = expected ?? inSi.unit;
  return rule.complement === true
    ? { unit, scale: -inSi.scale, offset: 1 - inSi.offset }
    : { unit, scale: inSi.scale, offset: inSi.offset };
}

/** Bare numbers, ratios and counts of anything are alike: sources differ in how they write them. */
function sameKind(unit: string, expected: string): boolean {
  const plain = (text: string) => text.replace(/^(1|\{[^{}]*\})?(\/s)?$/, '1$2');
  return plain(unit) === plain(expected);
}
