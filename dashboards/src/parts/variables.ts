import {
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { telemetry } from '../queries/data-sources.js';

/** Where the console is; another address goes into the dashboard's URL as `var-console`. */
export function consoleAddress(): TextBoxVariableBuilder {
  return new TextBoxVariableBuilder('console').defaultValue('http://localhost:8080').hide(VariableHide.HideVariable);
}

export interface Choice {
  readonly name: string;
  readonly label: string;
  /** InfluxQL that lists the values. */
  readonly query: string;
  /** Several at once, all to begin with; otherwise one. */
  readonly several: boolean;
  /** What All stands for; absent: the list of everything. */
  readonly everything?: string;
  readonly regex?: string;
  readonly hidden?: boolean;
}

/** A variable that lists what there is. */
export function choice({ name, label, query, several, everything, regex, hidden }: Choice): QueryVariableBuilder {
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .datasource(telemetry)
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc)
    .multi(several)
    .includeAll(several);
  if (several) builder.current({ text: ['All'], value: ['$__all'], selected: true });
  if (everything !== undefined) builder.allValue(everything);
  if (regex !== undefined) builder.regex(regex);
  if (hidden === true) builder.hide(VariableHide.HideVariable);
  return builder;
}

/** One room. */
export function roomChoice(): QueryVariableBuilder {
  const query = 'SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "room"';
  return choice({ name: 'room', label: 'Room', query, several: false });
}

/** Assets of a kind, in the chosen room or anywhere. */
export function assetChoice(kind: string, label: string, within: 'room' | 'site'): QueryVariableBuilder {
  const place = within === 'room' ? ' AND "room" =~ /^$room$/' : '';
  const query = `SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "asset" WHERE "kind" = '${kind}'${place}`;
  return choice({ name: kind, label, query, several: true });
}
