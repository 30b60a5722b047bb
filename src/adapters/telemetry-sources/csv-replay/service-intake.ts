import { DomainError, messageOf } from '../../../domain/errors.js';
import type { Clock } from '../../../ports/clock.js';
import { type IntakeColumn, type IntakeRefusals, TelemetryIntake } from '../../../ports/telemetry-intake.js';
import { readRefusals } from './intake-answer.js';

export interface ServiceIntakeSettings {
  readonly url: string;
  readonly token: string | undefined;
}

const requestTimeoutMs = 60_000;
/** Without a Retry-After of the service. */
const defaultPauseMs = 1_000;
const longestPauseMs = 30_000;
const attemptsAtMost = 100;

/** Sends Plenum JSON to `POST /api/v1/telemetry` of a running service. */
export class ServiceIntake extends TelemetryIntake {
  readonly #endpoint: URL;

  constructor(
    private readonly settings: ServiceIntakeSettings,
    private readonly clock: Clock,
  ) {
    super();
    this.#endpoint = new URL('/api/v1/telemetry', settings.url);
  }

  async send(columns: readonly IntakeColumn[]): Promise<IntakeRefusals> {
    const body = JSON.stringify({ series: columns.map(mapColumn) });
    for (let attempt = 1; attempt <= attemptsAtMost; attempt += 1) {
      const response = await this.#post(body);
      const text = await response.text();
      if (response.status !== 429 && response.status !== 503) return readRefusals(response.status, text);
      await this.clock.sleep(pauseMs(response), new AbortController().signal);
    }
    throw new DomainError('overloaded', `${this.#endpoint.href} was overloaded ${attemptsAtMost} times in a row`, {
      retriable: true,
    });
  }

  async #post(body: string): Promise<Response> {
    const { token } = this.settings;
    try {
      return await fetch(this.#endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body,
        signal: AbortSignal.timeout(requestTimeoutMs),
      });
    } catch (error) {
      throw new DomainError(
        'unavailable',
        `no Plenum answers at ${this.settings.url} (${reasonOf(error)}); start it with \`npm start\` or give --url`,
        { retriable: true, cause: error },
      );
    }
  }
}

function mapColumn({ assetId, metric, unit, at, values }: IntakeColumn) {
  return { asset: assetId, metric, ...(unit === undefined ? {} : { unit }), at, values };
}

/** Retry-After in seconds (RFC 9110 §10.2.3); its date form is as good as no hint here. */
function pauseMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, longestPauseMs) : defaultPauseMs;
}

/** fetch says only "fetch failed" and puts the reason into the cause. */
function reasonOf(error: unknown): string {
  const hasCause = typeof error === 'object' && error !== null && 'cause' in error && error.cause !== undefined;
  return messageOf(hasCause ? error.cause : error);
}
