import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { IngestReceipt } from '../../application/ingest-telemetry.js';
import { ReceiveTelemetry } from '../../application/receive-telemetry.js';
import { DomainError } from '../../domain/errors.js';
import type { WireFormat } from '../../domain/telemetry/decoders/catalogue.js';
import { detectFormat } from '../../domain/telemetry/decoders/detect-format.js';
import { Needs } from '../auth/access.guard.js';
import { problemOf } from '../problem.js';
import { otlpBody, plenumJsonBody, remoteWriteBody } from './intake-bodies.js';
import { type IntakeLimits, intakeLimits, readBody } from './request-body.js';
import { ReceiptOut } from './telemetry.schema.js';

/** OpenTelemetry, Prometheus and Plenum's own JSON. */
@ApiTags('intake')
@Needs('operator')
@Controller()
export class TelemetryController {
  constructor(
    private readonly receive: ReceiveTelemetry,
    @Inject(intakeLimits) private readonly limits: IntakeLimits,
  ) {}

  /** OTLP/HTTP metrics, protobuf or JSON. Refused points are told as OTLP's partial success. */
  @Post('v1/metrics')
  @ApiOperation({ summary: 'OTLP/HTTP metrics' })
  @ApiConsumes('application/x-protobuf', 'application/json')
  @ApiBody(otlpBody)
  @ApiOkResponse({ schema: { type: 'object' }, description: 'ExportMetricsServiceResponse' })
  async otlp(@Req() request: Request, @Res() response: Response): Promise<void> {
    const isJson = mediaTypeOf(request) === 'application/json';
    const receipt = await this.#take(request, isJson ? 'otlp-json' : 'otlp-protobuf', 'otlp');
    const { refused, rejections } = receipt;
    const message = rejections[0] ? `element ${rejections[0].position}: ${rejections[0].message}` : '';
    if (isJson) {
      const partial =
        refused === 0 ? {} : { partialSuccess: { rejectedDataPoints: String(refused), errorMessage: message } };
      response.status(200).json(partial);
      return;
    }
    response.status(200).type('application/x-protobuf').send(otlpPartialSuccess(refused, message));
  }

  /** Prometheus remote write 1.0 (snappy). */
  @Post('api/v1/write')
  @ApiOperation({ summary: 'Prometheus remote write 1.0' })
  @ApiConsumes('application/x-protobuf')
  @ApiBody(remoteWriteBody)
  @ApiNoContentResponse({ description: 'Every sample is on disk.' })
  async remoteWrite(@Req() request: Request, @Res() response: Response): Promise<void> {
    request.headers['content-encoding'] ??= 'snappy';
    const { accepted, refused, rejections } = await this.#take(request, 'prometheus-remote-write', 'prometheus');
    // Prometheus retries 5xx and drops on 4xx: a 400 says that these samples will never do.
    if (refused === 0) response.status(204).end();
    else
      response
        .status(400)
        .type('text/plain')
        .send(`${accepted} accepted, ${refused} refused: ${rejections[0]?.message ?? ''}\n`);
  }

  /** Plenum's own JSON: points, columns of one series, or events, told by how the body begins. */
  @Post('api/v1/telemetry')
  @ApiOperation({ summary: 'Plenum JSON, and events of logins, badges and flows' })
  @HttpCode(200)
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody(plenumJsonBody)
  @ApiOkResponse({ standardSchema: ReceiptOut })
  async telemetry(@Req() request: Request, @Res() response: Response): Promise<void> {
    const receipt = await this.#take(request, jsonFormatOf, 'json');
    const answer = mapReceipt(receipt);
    if (receipt.refused === 0) {
      response.status(200).json(answer);
      return;
    }
    const first = receipt.rejections[0];
    const detail = `${receipt.accepted} points accepted, ${receipt.refused} refused; element ${first?.position ?? 0}: ${first?.message ?? ''}`;
    response
      .status(400)
      .type('application/problem+json')
      .send(JSON.stringify(problemOf('invalid_input', detail, answer)));
  }

  async #take(
    request: Request,
    told: WireFormat | ((body: Uint8Array) => WireFormat),
    source: string,
  ): Promise<IngestReceipt> {
    const media = mediaTypeOf(request);
    if (media === 'application/x-www-form-urlencoded' || media.startsWith('multipart/')) {
      throw new DomainError('unsupported_media_type', `content-type ${media} is not telemetry`);
    }
    const body = await readBody(request, this.limits.maxBodyBytes);
    const format = typeof told === 'string' ? told : told(body);
    return this.receive.receive(body, { source, context: { format } });
  }
}

function jsonFormatOf(body: Uint8Array): WireFormat {
  return detectFormat(body) === 'security-events-json' ? 'security-events-json' : 'plenum-json';
}

function mediaTypeOf(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function mapReceipt(receipt: IngestReceipt): z.infer<typeof ReceiptOut> {
  const { accepted, duplicates, late, refused, skipped, rejections } = receipt;
  return {
    accepted,
    duplicates,
    late,
    refused,
    skipped,
    rejections: rejections.slice(0, 100).map(({ position, code, message }) => ({ position, code, message })),
  };
}

/** ExportMetricsServiceResponse { partial_success { rejected_data_points = 1, error_message = 2 } }; empty when all was taken. */
function otlpPartialSuccess(refused: number, message: string): Buffer {
  if (refused === 0) return Buffer.alloc(0);
  const text = Buffer.from(message.slice(0, 1000));
  const partial = Buffer.concat([Buffer.from([0x08]), varint(refused), Buffer.from([0x12]), varint(text.length), text]);
  return Buffer.concat([Buffer.from([0x0a]), varint(partial.length), partial]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
