import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { detectors, liveDetector } from '../../domain/detection/catalogue.js';
import { DetectorList } from './detectors.schema.js';

@ApiTags('detection')
@Controller('api/v1/detectors')
export class DetectorsController {
  /** The catalogue of detectors. */
  @Get()
  @ApiOperation({ summary: 'The catalogue of detectors' })
  @ApiOkResponse({ standardSchema: DetectorList })
  list(): z.infer<typeof DetectorList> {
    return { items: Object.keys(detectors).map((name) => ({ name, inUse: name === liveDetector })), nextCursor: null };
  }
}
