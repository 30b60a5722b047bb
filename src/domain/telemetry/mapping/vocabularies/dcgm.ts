import type { Vocabulary } from '../vocabulary.js';

/** NVIDIA's DCGM exporter. Blank values are huge sentinels, which the point collector leaves out. */
export const dcgm: Vocabulary = {
  identity: [['Hostname', 'hostname']],
  component: 'gpu-{gpu} {GPU_I_ID}',
  metrics: {
    DCGM_FI_DEV_GPU_TEMP: { metric: 'hw.gpu.temperature', unit: 'Cel' },
    DCGM_FI_DEV_MEMORY_TEMP: { metric: 'hw.temperature', unit: 'Cel', component: 'gpu-{gpu} memory' },
    DCGM_FI_DEV_POWER_USAGE: { metric: 'hw.gpu.power', unit: 'W' },
    DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION: { metric: 'hw.energy', unit: 'mJ', counter: 'cumulative' },
    DCGM_FI_DEV_GPU_UTIL: { metric: 'hw.gpu.utilization', unit: '%' },
    DCGM_FI_DEV_MEM_COPY_UTIL: { metric: 'hw.gpu.memory.io_utilization', unit: '%' },
    DCGM_FI_DEV_SM_CLOCK: { metric: 'hw.gpu.speed', unit: 'MHz' },
    DCGM_FI_DEV_MEM_CLOCK: { metric: 'DCGM_FI_DEV_MEM_CLOCK', unit: 'MHz' },
    DCGM_FI_DEV_FB_USED: { metric: 'hw.gpu.memory.usage', unit: 'MiB' },
    DCGM_FI_DEV_FB_FREE: { metric: 'DCGM_FI_DEV_FB_FREE', unit: 'MiB' },
    DCGM_FI_DEV_FB_TOTAL: { metric: 'hw.gpu.memory.limit', unit: 'MiB' },
    // The code of the last error, not a count.
    DCGM_FI_DEV_XID_ERRORS: { metric: 'DCGM_FI_DEV_XID_ERRORS' },
    DCGM_FI_DEV_ROW_REMAP_FAILURE: { metric: 'DCGM_FI_DEV_ROW_REMAP_FAILURE' },
    DCGM_FI_DEV_PCIE_REPLAY_COUNTER: { metric: 'hw.errors', counter: 'cumulative', component: 'gpu-{gpu} pcie' },
    DCGM_FI_PROF_GR_ENGINE_ACTIVE: { metric: 'DCGM_FI_PROF_GR_ENGINE_ACTIVE', unit: '1' },
    DCGM_FI_PROF_PIPE_TENSOR_ACTIVE: { metric: 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE', unit: '1' },
    DCGM_FI_PROF_DRAM_ACTIVE: { metric: 'DCGM_FI_PROF_DRAM_ACTIVE', unit: '1' },
  },
};
