import type { Vocabulary } from '../vocabulary.js';

/** OpenTelemetry's hardware conventions: metric names are Plenum's own, `hw.id` is the component. */
export const openTelemetryHardware: Vocabulary = {
  component: '{hw.id} {hw.state} {hw.limit_type} {error.type} {hw.gpu.task} {network.io.direction}',
  metrics: {},
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
