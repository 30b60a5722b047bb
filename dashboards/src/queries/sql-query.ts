import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { records } from './data-sources.js';

/** A query of Grafana's PostgreSQL data source, in the shape that its editor saves. */
export class SqlQuery implements Builder<Dataquery> {
  constructor(
    private readonly sql: string,
    private readonly options: { readonly refId?: string; readonly format?: 'time_series' | 'table' } = {},
  ) {}

  build(): Dataquery {
    const { refId = 'A', format = 'table' } = this.options;
    return {
      refId,
      datasource: records,
      editorMode: 'code',
      format,
      rawQuery: true,
      rawSql: this.sql,
      // A mark of the SDK's types; a function does not reach the JSON.
      _implementsDataqueryVariant: () => undefined,
    } as Dataquery;
  }
}
