import type { CounterKind, WireSeries } from '../decoders/decoder.js';

/** What a wire series is called in Plenum, before units are converted. */
export interface MetricRule {
  readonly metric: string;
  /** Unit on the wire, used when the wire series states none; otherwise the metric's own unit is assumed. */
  readonly unit?: string;
  /** `cumulative` where the source does not say that the field is a counter. */
  readonly counter?: CounterKind;
  /** Replaces the vocabulary's component template for this metric. */
  readonly component?: string;
  /** The value that stands for "not supported", in wire units. */
  readonly blank?: number;
  /** The metric is one minus the wire value: utilisation from idle time. */
  readonly complement?: boolean;
}

/**
 * How one exporter's measurement, or a family of metric names, is read. A component template names tags in braces
 * (`gpu-{index}`); it is empty, which means the whole asset, when none of its tags is there.
 */
export interface Vocabulary {
  /**
   * Tags that identify the device, best first. Tags of one tier are names of the same device, so any of them that is
   * a known alias decides; a later tier counts only where no tag of an earlier one is present.
   */
  readonly identity?: readonly (readonly string[])[];
  /** Absent where the remaining tags are the component. */
  readonly component?: string;
  /** Tag values that mean the whole asset: `{ cpu: 'cpu-total' }`. */
  readonly whole?: Readonly<Record<string, string>>;
  /** Fields of the readings that the thresholds beside them are for, in their unit; the first that the device sends counts. */
  readonly thresholdsOf?: readonly string[];
  /** By field in line protocol, by metric name elsewhere. */
  readonly metrics: Readonly<Record<string, MetricRule | ((wire: WireSeries) => MetricRule | undefined)>>;
}

/** The rule of a name; undefined when the vocabulary has none for it. */
export function ruleFor(vocabulary: Vocabulary, name: string, wire: WireSeries): MetricRule | undefined {
  const rule = Object.hasOwn(vocabulary.metrics, name) ? vocabulary.metrics[name] : undefined;
  return typeof rule === 'function' ? rule(wire) : rule;
}

/** Fills a component template from the tags. */
export function fillComponent(template: string, { labels }: WireSeries, whole: Vocabulary['whole'] = {}): string {
  const used: string[] = [];
  const text = template.replace(/\{([^{}]+)\}/g, (_, tag: string) => {
    const value = labels.get(tag);
    if (value === undefined || value === '' || whole[tag] === value) return '';
    used.push(tag);
    return value;
  });
  const isConstant = !template.includes('{');
  return used.length > 0 || isConstant ? text.replace(/\s+/g, ' ').trim() : '';
}
