import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel,
  RowBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { consoleAddress } from './variables.js';

interface Section {
  readonly title: string;
  readonly panels: readonly Builder<Panel>[];
}

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables?: readonly Builder<VariableModel>[];
  readonly sections: readonly Section[];
  /** Beginning of the time range that it opens with; a day ago unless told. */
  readonly from?: string;
  readonly annotations?: readonly Builder<AnnotationQuery>[];
}

/** A dashboard of Plenum in the reader's time zone, linked with the others and the console. */
export function board({
  uid,
  title,
  description,
  variables = [],
  sections,
  from = 'now-24h',
  annotations = [],
}: Board): Builder<Dashboard> {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags(['plenum'])
    .time({ from, to: 'now' })
    .timezone('browser')
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Plenum')
        .type(DashboardLinkType.Dashboards)
        .tags(['plenum'])
        .asDropdown(true)
        .keepTime(true),
    )
    .link(new DashboardLinkBuilder('Console').type(DashboardLinkType.Link).url('${console}').targetBlank(true));
  for (const variable of [...variables, consoleAddress()]) builder.withVariable(variable);
  for (const annotation of annotations) builder.annotation(annotation);
  for (const section of sections) {
    builder.withRow(new RowBuilder(section.title));
    for (const panel of section.panels) builder.withPanel(panel);
  }
  return builder;
}
