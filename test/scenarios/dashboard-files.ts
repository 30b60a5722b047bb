import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A query of a panel or annotation, as it stands in the file. */
export interface PanelQuery {
  readonly board: string;
  readonly panel: string;
  readonly refId: string;
  /** InfluxQL; undefined for a query of PostgreSQL. */
  readonly influxQl: string | undefined;
  readonly sql: string | undefined;
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly multi: boolean;
  readonly regex?: string;
  readonly allValue?: string;
}

export interface DashboardFile {
  readonly uid: string;
  readonly title: string;
  readonly variables: readonly Variable[];
  readonly queries: readonly PanelQuery[];
}

interface Target {
  readonly refId: string;
  readonly query?: string;
  readonly rawSql?: string;
}

interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly templating?: { readonly list: readonly Variable[] };
  readonly annotations?: { readonly list: readonly { readonly name: string; readonly target?: Target }[] };
  readonly panels: readonly { readonly title?: string; readonly targets?: readonly Target[] }[];
}

const folder = fileURLToPath(new URL('../../dashboards', import.meta.url));

/** The dashboards of a mode as Grafana would load them. */
export function dashboardsOf(mode: 'embedded' | 'distributed'): readonly DashboardFile[] {
  const files = readdirSync(join(folder, mode)).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => {
    const json = JSON.parse(readFileSync(join(folder, mode, name), 'utf8')) as DashboardJson;
    const { uid, title, templating, annotations, panels } = json;
    const queriesOf = (panel: string, targets: readonly Target[] = []) =>
      targets.map(({ refId, query, rawSql }) => ({ board: title, panel, refId, influxQl: query, sql: rawSql }));
    return {
      uid,
      title,
      variables: templating?.list ?? [],
      queries: [
        ...panels.flatMap((panel) => queriesOf(panel.title ?? '', panel.targets)),
        ...(annotations?.list ?? []).flatMap(({ name, target }) => queriesOf(name, target && [target])),
      ],
    };
  });
}

/** Values chosen for variables: one, or several. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** Fills variables as Grafana's InfluxDB data source does: in `/^$name$/` escaped and several as `(a|b)`, elsewhere as they are. */
export function filled(query: string, choices: Choices): string {
  return query.replace(/(\/\^)?\$(\w+)/g, (whole, regex: string | undefined, name: string) => {
    const values = choices[name];
    if (values === undefined) return whole;
    if (regex === undefined) return values.join('');
    const escaped = values.map((value) => (value === '.*' ? value : value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')));
    return regex + (escaped.length === 1 ? (escaped[0] ?? '') : `(${escaped.join('|')})`);
  });
}

/** Fills what Grafana's PostgreSQL data source knows of macros and variables, as far as the dashboards use it. */
export function filledSql(
  sql: string,
  choices: Choices,
  { fromMs, toMs, intervalS }: { readonly fromMs: number; readonly toMs: number; readonly intervalS: number },
): string {
  const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
  return sql
    .replace(/\$__timeFilter\((\w+)\)/g, `$1 BETWEEN '${from}' AND '${to}'`)
    .replace(
      /\$__timeGroup\((\w+), \$__interval\)/g,
      `to_timestamp(floor(extract(epoch FROM $1) / ${intervalS}) * ${intervalS})`,
    )
    .replace(/\$\{(\w+):sqlstring\}/g, (whole, name: string) => {
      const values = choices[name]?.map((value) => `'${value.replaceAll("'", "''")}'`);
      return values?.join(',') ?? whole;
    });
}
