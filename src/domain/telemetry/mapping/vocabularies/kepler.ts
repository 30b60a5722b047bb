import type { Vocabulary } from '../vocabulary.js';

const identity = [['node_name', 'node', 'nodename', 'instance']];

/**
 * Kepler's node metrics. Its zones overlap (`psys` holds `package`, which holds `core`), so each is a component and
 * they must not be summed. Its metrics of pods and virtual machines keep their names, with their labels as component.
 */
export const kepler: Vocabulary = {
  identity,
  metrics: {
    kepler_node_cpu_watts: { metric: 'hw.power', unit: 'W', component: 'cpu {zone} {path}' },
    kepler_node_cpu_joules_total: {
      metric: 'hw.energy',
      unit: 'J',
      counter: 'cumulative',
      component: 'cpu {zone} {path}',
    },
    kepler_node_cpu_usage_ratio: { metric: 'system.cpu.utilization', unit: '1', component: '' },
    kepler_node_gpu_watts: { metric: 'hw.gpu.power', unit: 'W' },
  },
};
