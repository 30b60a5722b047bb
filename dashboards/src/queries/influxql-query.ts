import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { telemetry } from './data-sources.js';

/** How Grafana reads the rows: as lines over time, or as they are. */
export type ResultFormat = 'time_series' | 'table';

export interface InfluxQlOptions {
  readonly refId?: string;
  /** Names of the lines, such as `$tag_asset`. */
  readonly alias?: string;
  readonly format?: ResultFormat;
  /** Which columns an annotation takes its text, its tags and its end from. */
  readonly annotation?: { readonly text: string; readonly tags: string; readonly timeEnd: string };
}

/** A query of Grafana's InfluxDB data source, in the shape that its editor saves. */
export class InfluxQlQuery implements Builder<Dataquery> {
  constructor(
    private readonly query: string,
    private readonly options: InfluxQlOptions = {},
  ) {}

  build(): Dataquery {
    const { refId = 'A', alias, format = 'time_series', annotation } = this.options;
    return {
      refId,
      datasource: telemetry,
      query: this.query,
      rawQuery: true,
      resultFormat: format,
      ...(alias === undefined ? {} : { alias }),
      ...(annotation && {
        fromAnnotations: true,
        textColumn: annotation.text,
        tagsColumn: annotation.tags,
        timeEndColumn: annotation.timeEnd,
      }),
      // A mark of the SDK's types; a function does not reach the JSON.
      _implementsDataqueryVariant: () => undefined,
    } as Dataquery;
  }
}
