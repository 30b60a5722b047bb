import { AssemblyBudget } from '../assembly-budget.js';
import { delimitedField, fieldsOf, joined } from '../protobuf/protobuf-fields.js';
import { fields } from './otlp-tags.js';

const { gauge, sum, histogram, exponentialHistogram, summary } = fields.metric;

/** Fields of a metric that hold its points. */
export const dataFields: ReadonlySet<number> = new Set([gauge, sum, histogram, exponentialHistogram, summary]);

/**
 * Puts a refused piece back into a request of its own, under the resource and metric at hand, so that it can be decoded
 * again. What surrounds the pieces is put together once per resource and metric, and only when something is refused.
 */
export class ProtobufFrame {
  readonly #budget = new AssemblyBudget();
  #resourceMetrics: Uint8Array = new Uint8Array();
  #metric: Uint8Array = new Uint8Array();
  #data: Uint8Array = new Uint8Array();
  #dataField = 0;
  #resource: Uint8Array | undefined;
  #names: Uint8Array | undefined;
  #scalars: Uint8Array | undefined;

  enterResource(resourceMetrics: Uint8Array): void {
    this.#resourceMetrics = resourceMetrics;
    this.#resource = undefined;
  }

  /** `data` is the message of the metric that holds the points, in the field `dataField`. */
  enterMetric(metric: Uint8Array, dataField: number, data: Uint8Array): void {
    this.#metric = metric;
    this.#dataField = dataField;
    this.#data = data;
    this.#names = undefined;
    this.#scalars = undefined;
  }

  aroundResource(resourceMetrics: Uint8Array): Uint8Array {
    return delimitedField(fields.request.resourceMetrics, resourceMetrics);
  }

  aroundScope(scope: Uint8Array): Uint8Array {
    const resource = this.#resourceField();
    return this.#budget.spend(resource.length) ? inResource(resource, scope) : scope;
  }

  aroundMetric(metric: Uint8Array): Uint8Array {
    const resource = this.#resourceField();
    return this.#budget.spend(resource.length) ? inScope(resource, metric) : metric;
  }

  aroundPoint(point: Uint8Array): Uint8Array {
    const resource = this.#resourceField();
    this.#names ??= joined(fieldsOf(this.#metric, (field) => !dataFields.has(field)));
    this.#scalars ??= joined(fieldsOf(this.#data, (field) => field !== fields.data.dataPoints));
    if (!this.#budget.spend(resource.length + this.#names.length + this.#scalars.length)) return point;
    const data = delimitedField(this.#dataField, this.#scalars, delimitedField(fields.data.dataPoints, point));
    return inScope(resource, joined([this.#names, data]));
  }

  #resourceField(): Uint8Array {
    const { resource } = fields.resourceMetrics;
    this.#resource ??= joined(fieldsOf(this.#resourceMetrics, (field) => field === resource));
    return this.#resource;
  }
}

function inScope(resource: Uint8Array, metric: Uint8Array): Uint8Array {
  return inResource(resource, delimitedField(fields.scopeMetrics.metrics, metric));
}

function inResource(resource: Uint8Array, scope: Uint8Array): Uint8Array {
  const scopeMetrics = delimitedField(fields.resourceMetrics.scopeMetrics, scope);
  return delimitedField(fields.request.resourceMetrics, resource, scopeMetrics);
}
