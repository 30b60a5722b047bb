import type { DynamicModule, InjectionToken, Provider } from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost, Reflector } from '@nestjs/core';
import { BacktestJobs } from '../application/backtest-jobs.js';
import { BeginBacktest } from '../application/begin-backtest.js';
import { CheckReadiness } from '../application/check-readiness.js';
import { ControlTwin } from '../application/control-twin.js';
import { AnswerInfluxQl } from '../application/influxql/answer-influxql.js';
import { QueryCapacity } from '../application/forecasting/query-capacity.js';
import { QueryForecasts } from '../application/forecasting/query-forecasts.js';
import { GiveFeedback } from '../application/give-feedback.js';
import { ExplainScore } from '../application/explain-score.js';
import { DetectionSettings } from '../application/detection-settings.js';
import { LiveEvents } from '../application/live-events.js';
import { ManageKeys } from '../application/manage-keys.js';
import { ManageMaintenance } from '../application/manage-maintenance.js';
import { ManageSilences } from '../application/manage-silences.js';
import { ManageVersions } from '../application/manage-versions.js';
import { QueryAlerts } from '../application/query-alerts.js';
import { QueryAssets } from '../application/query-assets.js';
import { QueryIncidents } from '../application/query-incidents.js';
import { QuerySeries } from '../application/query-series.js';
import { QuietInForce } from '../application/quiet-in-force.js';
import { ReceiveTelemetry } from '../application/receive-telemetry.js';
import { RedriveDeadLetters } from '../application/redrive-dead-letters.js';
import { SiteAssets } from '../application/site-assets.js';
import type { Config } from '../config/config.js';
import { AlertsController } from '../http/alerts/alerts.controller.js';
import { PresentAlerts } from '../http/alerts/present-alerts.js';
import { AssetsController } from '../http/assets/assets.controller.js';
import { AuditController } from '../http/audit/audit.controller.js';
import { AccessGuard } from '../http/auth/access.guard.js';
import { BacktestsController } from '../http/backtests/backtests.controller.js';
import { CapacityController } from '../http/capacity/capacity.controller.js';
import { DetectorsController } from '../http/detectors/detectors.controller.js';
import { VersionsController } from '../http/detectors/versions.controller.js';
import { EventsController } from '../http/events/events.controller.js';
import { FeedbackController } from '../http/feedback/feedback.controller.js';
import { ExplanationsController } from '../http/explanations/explanations.controller.js';
import { ForecastsController } from '../http/forecasts/forecasts.controller.js';
import { HealthController, serviceVersion } from '../http/health/health.controller.js';
import { IncidentsController } from '../http/incidents/incidents.controller.js';
import { PresentIncidents } from '../http/incidents/present-incidents.js';
import { InfluxQlController } from '../http/influxql/influxql.controller.js';
import { DeadLettersController } from '../http/intake/dead-letters.controller.js';
import { InfluxController } from '../http/intake/influx.controller.js';
import { intakeLimits } from '../http/intake/request-body.js';
import { TelemetryController } from '../http/intake/telemetry.controller.js';
import { KeysController } from '../http/keys/keys.controller.js';
import { MetricsController } from '../http/metrics/metrics.controller.js';
import { MaintenanceController } from '../http/quiet/maintenance.controller.js';
import { SilencesController } from '../http/quiet/silences.controller.js';
import { SeriesController } from '../http/series/series.controller.js';
import { TwinController } from '../http/twin/twin.controller.js';
import { PromMetrics } from '../observability/prom-metrics.js';
import { AuditLog } from '../ports/audit-log.js';
import { Clock } from '../ports/clock.js';
import { DeadLetters } from '../ports/dead-letters.js';
import { HttpDrain } from './http-drain.js';
import type { Kit } from './kit.js';
import { Lifecycle } from './lifecycle.js';
import type { Service } from './service.js';

/** The one Nest module: routes on top of finished objects. */
class AppModule {}

/** In the order of the OpenAPI document. */
const controllers = [
  HealthController,
  MetricsController,
  InfluxController,
  InfluxQlController,
  TelemetryController,
  DeadLettersController,
  AssetsController,
  SeriesController,
  ForecastsController,
  CapacityController,
  ExplanationsController,
  AlertsController,
  IncidentsController,
  SilencesController,
  MaintenanceController,
  FeedbackController,
  DetectorsController,
  VersionsController,
  BacktestsController,
  TwinController,
  EventsController,
  KeysController,
  AuditController,
];
type Controllers = ReadonlySet<(typeof controllers)[number]>;
const ofEveryProcess: Controllers = new Set([HealthController, MetricsController]);
const ofIntake: Controllers = new Set([InfluxController, TelemetryController, TwinController]);
const ofOperating: Controllers = new Set([
  DeadLettersController,
  AlertsController,
  IncidentsController,
  SilencesController,
  MaintenanceController,
  FeedbackController,
  DetectorsController,
  VersionsController,
  TwinController,
  KeysController,
  AuditController,
]);
const ofReading: Controllers = new Set([
  InfluxQlController,
  AssetsController,
  SeriesController,
  ForecastsController,
  CapacityController,
  ExplanationsController,
  BacktestsController,
  EventsController,
]);

export function appModule(config: Config, kit: Kit, service: Service, version: string): DynamicModule {
  const { intake, operating, reading } = service;
  return {
    module: AppModule,
    controllers: controllers.filter(
      (controller) =>
        ofEveryProcess.has(controller) ||
        (intake && ofIntake.has(controller)) === true ||
        (operating && ofOperating.has(controller)) === true ||
        (reading && ofReading.has(controller)) === true,
    ),
    providers: [
      value(CheckReadiness, service.readiness),
      value(ControlTwin, service.twin),
      value(DetectionSettings, service.detection),
      value(LiveEvents, service.live),
      value(QuietInForce, service.quiet.inForce),
      value(ManageSilences, service.quiet.silences),
      value(ManageMaintenance, service.quiet.maintenance),
      value(ManageKeys, service.keys),
      value(Clock, kit.clock),
      value(PromMetrics, kit.metrics),
      value(Lifecycle, service.lifecycle),
      ...(intake ? [value(ReceiveTelemetry, intake.receive)] : []),
      ...(operating
        ? [
            value(RedriveDeadLetters, operating.redrive),
            value(DeadLetters, operating.deadLetters),
            value(SiteAssets, operating.siteAssets),
            value(QueryAlerts, operating.alerts),
            value(GiveFeedback, operating.feedback),
            value(ManageVersions, operating.versions),
            value(QueryIncidents, operating.incidents),
            ...presenters(operating, service.quiet.inForce),
            value(AuditLog, operating.auditLog),
          ]
        : []),
      ...(reading
        ? [
            value(QueryAssets, reading.assets),
            value(QuerySeries, reading.series),
            value(QueryForecasts, reading.forecasts),
            value(QueryCapacity, reading.capacity),
            value(AnswerInfluxQl, reading.influxQl),
            value(ExplainScore, reading.explain),
            value(BacktestJobs, reading.backtests.jobs),
            value(BeginBacktest, reading.backtests.begin),
          ]
        : []),
      { provide: HttpDrain, useFactory: (host: HttpAdapterHost) => new HttpDrain(host), inject: [HttpAdapterHost] },
      { provide: serviceVersion, useValue: version },
      { provide: intakeLimits, useValue: { maxBodyBytes: config.intake.maxBodyBytes } },
      {
        provide: APP_GUARD,
        useFactory: (reflector: Reflector) => new AccessGuard(reflector, service.keys, config.auth),
        inject: [Reflector],
      },
    ],
  };
}

/** How alerts and incidents are shown, the same by every controller. */
function presenters(
  { siteAssets, relate }: NonNullable<Service['operating']>,
  quiet: QuietInForce,
): readonly Provider[] {
  const alerts = new PresentAlerts(siteAssets, quiet, relate);
  return [value(PresentAlerts, alerts), value(PresentIncidents, new PresentIncidents(siteAssets, relate, alerts))];
}

/** A finished object under its class (or the abstract class of its port). */
function value<T>(token: InjectionToken<T> & (abstract new (...args: never[]) => T), object: T): Provider {
  return { provide: token, useValue: object };
}
