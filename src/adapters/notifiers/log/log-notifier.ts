import type { Alert } from '../../../domain/alerting/alert.js';
import type { Log } from '../../../ports/log.js';
import { Notifier } from '../../../ports/notifier.js';

/** Writes each alert to the log, so that a service without any other notifier still tells somebody. */
export class LogNotifier extends Notifier {
  readonly name = 'log';

  constructor(private readonly log: Log) {
    super();
  }

  override notify(alerts: readonly Alert[]): Promise<void> {
    for (const { id, kind, state, severity, assetId, metric, component, simulated, summary } of alerts) {
      const fields = { id, kind, severity, assetId, metric, component, simulated, summary };
      if (state === 'resolved') this.log.info('alert resolved', fields);
      else this.log.warn(`alert ${state}`, fields);
    }
    return Promise.resolve();
  }
}
