import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { useResource } from '../api/use-resource.js';
import type { Resource } from '../api/use-resource.js';
import { useLatest } from '../live/use-latest.js';
import type { LatestBySeries, LatestPoint } from '../live/use-latest.js';
import { useRepeat } from '../ui/use-repeat.js';
import { hottestOf } from './hottest.js';
import { inletMetric, loadSite } from './load-site.js';
import { useOpenAlerts } from './use-open-alerts.js';
import { useOpenIncidents } from './use-open-incidents.js';

/** One number of the header strip. */
export interface Vital {
  readonly series: SeriesOut;
  readonly latest: LatestPoint | undefined;
}

/** What every view may want to know of the site, kept up to date. */
export interface SiteState {
  readonly name: string;
  readonly simulated: boolean;
  readonly itPower: Vital | undefined;
  readonly pue: Vital | undefined;
  readonly outdoor: Vital | undefined;
  readonly hottestInlet: Vital | undefined;
  readonly inlets: readonly SeriesOut[];
  readonly latest: LatestBySeries;
  readonly openAlerts: readonly AlertOut[];
  /** The same with its state, for the view that lists them. */
  readonly open: Resource<readonly AlertOut[]>;
  readonly openIncidents: readonly IncidentOut[];
  /** The same with its state, for the view that lists them. */
  readonly incidents: Resource<readonly IncidentOut[]>;
  /** Time of the newest point, which the twin may run ahead of the wall clock. */
  readonly newestAt: number | undefined;
}

const SiteContext = createContext<SiteState | undefined>(undefined);
const none: readonly SeriesOut[] = [];
const noAlerts: readonly AlertOut[] = [];
const noIncidents: readonly IncidentOut[] = [];
/** The first series of a new site appear while its history is being made. */
const lookAgainMs = 5_000;

export function SiteProvider({ children }: { children: ReactNode }) {
  const site = useResource('site', loadSite);
  const series = site.data?.series ?? none;
  const latest = useLatest(series, inletMetric);
  const open = useOpenAlerts();
  const incidents = useOpenIncidents();
  useRepeat(lookAgainMs, () => {
    if (series.length === 0) site.reload();
  });

  const state = useMemo((): SiteState => {
    const vital = (one: SeriesOut | undefined): Vital | undefined => one && { series: one, latest: latest.get(one.id) };
    const inlets = series.filter((one) => one.metric === inletMetric);
    const times = [...latest.values()].map((point) => Date.parse(point.at));
    return {
      name: site.data?.name ?? '',
      simulated: series.some((one) => one.simulated),
      itPower: vital(series.find((one) => one.metric === 'dc.site.it_power')),
      pue: vital(series.find((one) => one.metric === 'dc.site.pue')),
      outdoor: vital(series.find((one) => one.metric === 'dc.weather.temperature')),
      hottestInlet: vital(hottestOf(inlets, latest)),
      inlets,
      latest,
      openAlerts: open.data ?? noAlerts,
      open,
      openIncidents: incidents.data ?? noIncidents,
      incidents,
      newestAt: times.length > 0 ? Math.max(...times) : undefined,
    };
  }, [site.data, series, latest, open, incidents]);

  return <SiteContext value={state}>{children}</SiteContext>;
}

export function useSite(): SiteState {
  const state = useContext(SiteContext);
  if (!state) throw new Error('BUG: views stand inside SiteProvider');
  return state;
}
