import * as bargauge from '@grafana/grafana-foundation-sdk/bargauge';
import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import * as common from '@grafana/grafana-foundation-sdk/common';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import type { CatalogueMetric } from '../../../src/domain/telemetry/metric-catalogue.js';
import { grafanaUnit } from './grafana-unit.js';
import { type Limits, thresholdsOf } from './thresholds.js';

type Query = Builder<Dataquery>;

/** What every panel says of itself. */
export interface PanelText {
  readonly title: string;
  /** What it shows, and what an operator makes of it. */
  readonly description: string;
  /** Of 24 columns. */
  readonly width: number;
  readonly height?: number;
}

export interface MeasuredPanel extends PanelText {
  /** Gives the unit. */
  readonly metric: CatalogueMetric;
  readonly queries: readonly Query[];
  readonly limits?: Limits;
  readonly decimals?: number;
}

/** Lines over time. */
export function lines(panel: MeasuredPanel): timeseries.PanelBuilder {
  const { limits, decimals } = panel;
  const builder = described(new timeseries.PanelBuilder(), panel, 8)
    .targets([...panel.queries])
    .unit(grafanaUnit(panel.metric))
    .lineWidth(1)
    .fillOpacity(0)
    .showPoints(common.VisibilityMode.Never)
    .spanNulls(false)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder().mode(common.TooltipDisplayMode.Multi).sort(common.SortOrder.Descending),
    );
  if (decimals !== undefined) builder.decimals(decimals);
  if (limits) {
    builder
      .thresholds(thresholdsOf(limits))
      .thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed));
  }
  return builder;
}

/** Lines on top of each other, whose sum means something. */
export function stack(panel: MeasuredPanel): timeseries.PanelBuilder {
  return lines(panel)
    .fillOpacity(40)
    .stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal).group('A'));
}

/** One number, the newest, with its course behind it. */
export function figure(panel: MeasuredPanel): stat.PanelBuilder {
  const builder = described(new stat.PanelBuilder(), panel, 4)
    .targets([...panel.queries])
    .unit(grafanaUnit(panel.metric))
    .graphMode(common.BigValueGraphMode.Area)
    .colorMode(panel.limits ? common.BigValueColorMode.Value : common.BigValueColorMode.None)
    .thresholds(thresholdsOf(panel.limits ?? {}))
    .reduceOptions(newest());
  return panel.decimals === undefined ? builder : builder.decimals(panel.decimals);
}

/** One bar for each line, the newest values. */
export function bars(panel: MeasuredPanel & { readonly max?: number }): bargauge.PanelBuilder {
  const builder = described(new bargauge.PanelBuilder(), panel, 8)
    .targets([...panel.queries])
    .unit(grafanaUnit(panel.metric))
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Gradient)
    .thresholds(thresholdsOf(panel.limits ?? {}))
    .reduceOptions(newest())
    .min(0);
  return panel.max === undefined ? builder : builder.max(panel.max);
}

/** Rows as they come. */
export function rows(panel: PanelText & { readonly queries: readonly Query[] }): table.PanelBuilder {
  return described(new table.PanelBuilder(), panel, 9)
    .targets([...panel.queries])
    .showHeader(true)
    .filterable(true);
}

function newest(): common.ReduceDataOptionsBuilder {
  return new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);
}

interface Describable {
  title(title: string): this;
  description(description: string): this;
  span(width: number): this;
  height(height: number): this;
}

function described<P extends Describable>(
  builder: P,
  { title, description, width, height }: PanelText,
  tall: number,
): P {
  return builder
    .title(title)
    .description(description)
    .span(width)
    .height(height ?? tall);
}
