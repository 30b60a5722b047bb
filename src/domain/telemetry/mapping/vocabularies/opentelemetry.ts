import type { WireSeries } from '../../decoders/decoder.js';
import type { MetricRule, Vocabulary } from '../vocabulary.js';
import { temperatureMetric } from './sensor-place.js';

/**
 * OpenTelemetry's hardware conventions: metric names are Plenum's own, `hw.id` is the component. A temperature at the
 * inlet or the exhaust is the host's own, as it is where Redfish and IPMI report the same sensor.
 */
export const openTelemetryHardware: Vocabulary = {
  component: '{hw.id} {hw.state} {hw.limit_type} {error.type} {hw.gpu.task} {network.io.direction}',
  metrics: { 'hw.temperature': temperatureRule },
};

/** OpenTelemetry's host metrics, with the components that other exporters of the same figures get. */
export const openTelemetrySystem: Vocabulary = {
  whole: { state: 'used', 'system.memory.state': 'used', 'system.filesystem.state': 'used' },
  metrics: {
    'system.memory.usage': { metric: 'system.memory.usage', component: '{state} {system.memory.state}' },
    'system.memory.utilization': { metric: 'system.memory.utilization', component: '{state} {system.memory.state}' },
    'system.network.io': {
      metric: 'system.network.io',
      component: '{device} {network.interface.name} {direction} {network.io.direction}',
    },
    'system.disk.io': {
      metric: 'system.disk.io',
      component: '{device} {system.device} {direction} {disk.io.direction}',
    },
  },
};

/** By the place that the sensor states (`INLET`), or else by its name. */
function temperatureRule({ labels }: WireSeries): MetricRule {
  return { metric: temperatureMetric(labels.get('hw.sensor_location') ?? labels.get('hw.name') ?? '') };
}
