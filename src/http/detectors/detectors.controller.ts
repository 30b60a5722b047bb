import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { DetectionSettings } from '../../application/detection-settings.js';
import { detectors, detectorsInUse } from '../../domain/detection/catalogue.js';
import { mapSettings } from './detectors.mapping.js';
import { DetectionSettingsOut, DetectorList } from './detectors.schema.js';

@ApiTags('detection')
@Controller('api/v1/detectors')
export class DetectorsController {
  constructor(private readonly settings: DetectionSettings) {}

  /** The catalogue of detectors. */
  @Get()
  @ApiOperation({ summary: 'The catalogue of detectors' })
  @ApiOkResponse({ standardSchema: DetectorList })
  list(): z.infer<typeof DetectorList> {
    const items = Object.keys(detectors).map((name) => ({ name, inUse: detectorsInUse.has(name) }));
    return { items, nextCursor: null };
  }

  /** The rules in force in this process, as its file had them. */
  @Get('settings')
  @ApiOperation({ summary: 'The detection settings in force' })
  @ApiOkResponse({ standardSchema: DetectionSettingsOut })
  inForce(): DetectionSettingsOut {
    return mapSettings(this.settings.status);
  }
}
