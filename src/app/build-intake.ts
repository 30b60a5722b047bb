import { DecodeTelemetry } from '../application/decode-telemetry.js';
import { IngestTelemetry } from '../application/ingest-telemetry.js';
import { KeepDeadLetters } from '../application/keep-dead-letters.js';
import { ReceiveTelemetry } from '../application/receive-telemetry.js';
import { RedriveDeadLetters } from '../application/redrive-dead-letters.js';
import { SaveNewcomers } from '../application/save-newcomers.js';
import type { Config } from '../config/config.js';
import type { AliasTable } from '../domain/assets/alias-table.js';
import { DeviceLimitBook } from '../domain/detection/device-limits/device-limit-book.js';
import { ArrivalOrder } from '../domain/telemetry/arrival-order.js';
import { CounterTracker } from '../domain/telemetry/counter-tracker.js';
import { type Decoder, type SeriesMapper } from '../domain/telemetry/decoders/decoder.js';
import { decoders } from '../domain/telemetry/decoders/catalogue.js';
import { DeviceDiscovery } from '../domain/telemetry/device-discovery.js';
import { TelemetryMapper } from '../domain/telemetry/mapping/telemetry-mapper.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { SeriesCatalogue } from '../ports/series-catalogue.js';
import type { TelemetryBus } from '../ports/telemetry-bus.js';
import type { BackEnds } from './back-ends.js';
import type { Kit } from './kit.js';

interface IntakeParts {
  readonly config: Config;
  readonly kit: Kit;
  readonly backEnds: Pick<BackEnds, 'deadLetters' | 'discoveredDevices' | 'deviceLimits'> & {
    readonly bus: Pick<TelemetryBus, 'publish'>;
    readonly seriesCatalogue: Pick<SeriesCatalogue, 'save'>;
  };
  readonly registry: SeriesRegistry;
  readonly aliases: AliasTable;
}

/** From bytes to the bus, and the way back for what was refused. */
export async function buildIntake({ config, kit, backEnds, registry, aliases }: IntakeParts) {
  const { clock, ids, metrics } = kit;
  const discovery = new DeviceDiscovery();
  discovery.load((await backEnds.discoveredDevices.list()).map(({ assetId }) => assetId));
  const deviceLimits = new DeviceLimitBook();
  deviceLimits.load(await backEnds.deviceLimits.list());
  const limits = { maxSeries: config.intake.maxSeries };
  const mapper = new TelemetryMapper(registry, aliases, discovery, limits, deviceLimits);

  const decode = new DecodeTelemetry(everyDecoder(mapper), new CounterTracker(), clock, {
    futureToleranceMs: config.intake.futureMs,
  });
  const ingest = new IngestTelemetry(
    new SaveNewcomers(registry, backEnds.seriesCatalogue, discovery, backEnds.discoveredDevices, clock),
    new ArrivalOrder({ latenessMs: config.intake.latenessMs }),
    backEnds.bus,
    new KeepDeadLetters(backEnds.deadLetters, ids, clock),
    metrics,
  );
  return {
    decode,
    ingest,
    deviceLimits,
    receive: new ReceiveTelemetry(decode, ingest),
    redrive: new RedriveDeadLetters(backEnds.deadLetters, decode, ingest),
  };
}

/** One decoder of each format, sharing the mapper. */
function everyDecoder(mapper: SeriesMapper): Readonly<Record<string, Decoder>> {
  return Object.fromEntries(Object.entries(decoders).map(([format, make]) => [format, make(mapper)]));
}
