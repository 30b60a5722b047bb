import type { INestApplication } from '@nestjs/common';
import { errorCodes } from '../../domain/errors.js';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string', description: '`urn:plenum:problem:` and the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: [...errorCodes] },
    detail: { type: 'string', description: 'What is wrong, where, and what to do.' },
  },
};

/** The OpenAPI document of everything the application serves. */
export function openApiOf(app: INestApplication, version: string): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Plenum')
    .setDescription(
      'Operations autopilot of a data center. Times: ISO 8601 UTC or epoch ms in, ISO out. Values: SI units. Lists paginate by cursor. ' +
        'Errors: application/problem+json with a `code`.',
    )
    .setVersion(version)
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .addGlobalResponse({
      status: 'default',
      description: 'A problem document (RFC 9457). The InfluxDB routes answer in the shapes of InfluxDB.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    })
    .build();
  const document = SwaggerModule.createDocument(app, settings);
  return {
    ...document,
    components: { ...document.components, schemas: { ...document.components?.schemas, Problem: problemSchema } },
  };
}

/** Serves the document at /api/openapi.json and a page to read it at /api/docs. */
export function serveOpenApi(app: INestApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Plenum API',
  });
}
