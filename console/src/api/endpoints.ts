import type { z } from 'zod';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { AdoptIn, AssetOut } from '../../../src/http/assets/assets.schema.js';
import type { BacktestIn, BacktestOut } from '../../../src/http/backtests/backtests.schema.js';
import type { DetectionSettingsOut } from '../../../src/http/detectors/detectors.schema.js';
import type { RollBackIn, RollBackOut, VersionOut } from '../../../src/http/detectors/versions.schema.js';
import type { ExplanationOut } from '../../../src/http/explanations/explanations.schema.js';
import type { FeedbackIn, FeedbackOut } from '../../../src/http/feedback/feedback.schema.js';
import type { IncidentDetailOut, IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { DeadLetterPage } from '../../../src/http/intake/dead-letters.schema.js';
import type { MaintenanceIn, MaintenanceOut } from '../../../src/http/quiet/maintenance.schema.js';
import type { Matchers, SilenceIn, SilenceOut, SilencePreviewOut } from '../../../src/http/quiet/silences.schema.js';
import type { PointsOut, SeriesOut } from '../../../src/http/series/series.schema.js';
import type { FaultIn, TwinOut } from '../../../src/http/twin/twin.schema.js';
import { request } from './client.js';
import type { Query } from './client.js';

/** One page of a list, as every list of the API answers. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** How many letters a re-drive tried, and what became of them. */
export interface RedriveResult {
  readonly tried: number;
  readonly accepted: number;
  readonly rejected: number;
}

export interface RedriveTarget {
  readonly ids?: readonly string[];
  readonly code?: string;
}

/** As a backtest is asked for: what is left out has its default, times are text. */
export type BacktestWish = z.input<typeof BacktestIn>;

/*
 * The border: console and service are built from one checkout, so an answer has the shape of the service's schema.
 * The casts below are the only place that relies on it.
 */
const segment = encodeURIComponent;

export const getAssets = (query: Query, signal?: AbortSignal) =>
  get('/assets', query, signal) as Promise<Page<AssetOut>>;

export const getAsset = (id: string, signal?: AbortSignal) =>
  get(`/assets/${segment(id)}`, {}, signal) as Promise<AssetOut>;

export const adoptAsset = (id: string, decision: AdoptIn) =>
  request('POST', `/assets/${segment(id)}/adopt`, { body: decision });

export const getSeries = (query: Query, signal?: AbortSignal) =>
  get('/series', query, signal) as Promise<Page<SeriesOut>>;

export const getPoints = (id: number, query: Query, signal?: AbortSignal) =>
  get(`/series/${id}/points`, query, signal) as Promise<PointsOut>;

export const getAlerts = (query: Query, signal?: AbortSignal) =>
  get('/alerts', query, signal) as Promise<Page<AlertOut>>;

export const acknowledgeAlert = (id: string) => request('POST', `/alerts/${segment(id)}/acknowledge`, { body: {} });

export const getAlertExplanation = (id: string, signal?: AbortSignal) =>
  get(`/alerts/${segment(id)}/explanation`, {}, signal) as Promise<ExplanationOut>;

export const getSeriesExplanation = (id: number, at: number, signal?: AbortSignal) =>
  get(`/series/${id}/explanation`, { at }, signal) as Promise<ExplanationOut>;

export const getDetectionSettings = (signal?: AbortSignal) =>
  get('/detectors/settings', {}, signal) as Promise<DetectionSettingsOut>;

export const getVersions = (signal?: AbortSignal) =>
  get('/detectors/versions', {}, signal) as Promise<Page<VersionOut>>;

export const takeVersion = (name: string) => request('POST', '/detectors/versions', { body: { name } });

export const rollBack = (versionId: string, scope: RollBackIn) =>
  request('POST', `/detectors/versions/${segment(versionId)}/rollback`, { body: scope }) as Promise<RollBackOut>;

export const startBacktest = (wish: BacktestWish) =>
  request('POST', '/detectors/backtests', { body: wish }) as Promise<BacktestOut>;

export const getBacktest = (id: string, signal?: AbortSignal) =>
  get(`/detectors/backtests/${segment(id)}`, {}, signal) as Promise<BacktestOut>;

export const cancelBacktest = (id: string) => request('DELETE', `/detectors/backtests/${segment(id)}`);

export const getIncidents = (query: Query, signal?: AbortSignal) =>
  get('/incidents', query, signal) as Promise<Page<IncidentOut>>;

export const getIncident = (id: string, signal?: AbortSignal) =>
  get(`/incidents/${segment(id)}`, {}, signal) as Promise<IncidentDetailOut>;

export const acknowledgeIncident = (id: string) =>
  request('POST', `/incidents/${segment(id)}/acknowledge`, { body: {} });

/** What feedback is given on. */
export type FeedbackSubject = 'alerts' | 'incidents';

export const getFeedback = (on: FeedbackSubject, id: string, signal?: AbortSignal) =>
  get(`/${on}/${segment(id)}/feedback`, {}, signal) as Promise<FeedbackOut>;

export const giveFeedback = (on: FeedbackSubject, id: string, feedback: z.input<typeof FeedbackIn>) =>
  request('POST', `/${on}/${segment(id)}/feedback`, { body: feedback }) as Promise<FeedbackOut>;

export const withdrawFeedback = (on: FeedbackSubject, id: string) =>
  request('DELETE', `/${on}/${segment(id)}/feedback`) as Promise<FeedbackOut>;

export const getSilences = (query: Query, signal?: AbortSignal) =>
  get('/silences', query, signal) as Promise<Page<SilenceOut>>;

export const createSilence = (silence: z.input<typeof SilenceIn>) => request('POST', '/silences', { body: silence });

export const previewSilence = (matchers: Matchers, signal: AbortSignal) =>
  request('POST', '/silences/preview', { body: { matchers }, signal }) as Promise<SilencePreviewOut>;

export const endSilence = (id: string) => request('DELETE', `/silences/${segment(id)}`);

export const getMaintenance = (query: Query, signal?: AbortSignal) =>
  get('/maintenance', query, signal) as Promise<Page<MaintenanceOut>>;

export const createMaintenance = (window: z.input<typeof MaintenanceIn>) =>
  request('POST', '/maintenance', { body: window });

export const endMaintenance = (id: string) => request('DELETE', `/maintenance/${segment(id)}`);

export const getDeadLetters = (query: Query, signal?: AbortSignal) =>
  get('/intake/dead-letters', query, signal) as Promise<DeadLetterPage>;

export const redriveDeadLetters = (target: RedriveTarget) =>
  request('POST', '/intake/dead-letters/redrive', { body: target }) as Promise<RedriveResult>;

export const getTwin = (signal?: AbortSignal) => get('/twin', {}, signal) as Promise<TwinOut>;

export const injectFault = (fault: FaultIn) => request('POST', '/twin/faults', { body: fault });

export const clearFault = (id: string) => request('DELETE', `/twin/faults/${segment(id)}`);

export const setTwinSpeed = (speed: number) => request('PUT', '/twin/clock', { body: { speed } });

function get(path: string, query: Query, signal?: AbortSignal): Promise<unknown> {
  return request('GET', path, signal === undefined ? { query } : { query, signal });
}
