import type { AlertNotice } from '../../../domain/alerting/alert-notice.js';
import { type IncidentNotice, noteOf } from '../../../domain/alerting/incidents/incident-notice.js';
import type { Log } from '../../../ports/log.js';
import { Notifier } from '../../../ports/notifier.js';

/** Writes each alert to the log, so that a service without any other notifier still tells somebody. */
export class LogNotifier extends Notifier {
  readonly name = 'log';

  constructor(private readonly log: Log) {
    super();
  }

  override notify(notices: readonly AlertNotice[]): Promise<void> {
    for (const {
      id,
      kind,
      state,
      severity,
      escalatedFrom,
      assetId,
      metric,
      component,
      simulated,
      summary,
    } of notices) {
      const fields = { id, kind, severity, assetId, metric, component, simulated, summary };
      if (state === 'resolved') this.log.info('alert resolved', fields);
      else if (escalatedFrom === undefined) this.log.warn(`alert ${state}`, fields);
      else this.log.warn('alert escalated', { ...fields, escalatedFrom });
    }
    return Promise.resolve();
  }

  override notifyOfIncidents(notices: readonly IncidentNotice[]): Promise<void> {
    for (const notice of notices) {
      const { id, state, severity, causeAssetId, simulated, title } = notice;
      this.log.warn(`incident ${noteOf(notice).kind}`, { id, state, severity, causeAssetId, simulated, title });
    }
    return Promise.resolve();
  }

  /** There is always a log. */
  override check(): Promise<void> {
    return Promise.resolve();
  }
}
