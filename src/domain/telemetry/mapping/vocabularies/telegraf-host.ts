import type { Vocabulary } from '../vocabulary.js';

/** Telegraf's plug-ins for the host that it runs on. Percentages are 0..100 on the wire. */
export const telegrafHost = {
  cpu: {
    component: '{cpu}',
    whole: { cpu: 'cpu-total' },
    metrics: {
      usage_active: { metric: 'system.cpu.utilization', unit: '%' },
      // Sent without `usage_active` by default. Where both come, they are the same point and the second is dropped.
      usage_idle: { metric: 'system.cpu.utilization', unit: '%', complement: true },
      usage_user: { metric: 'cpu.usage_user', unit: '%' },
      usage_system: { metric: 'cpu.usage_system', unit: '%' },
      usage_iowait: { metric: 'cpu.usage_iowait', unit: '%' },
      usage_steal: { metric: 'cpu.usage_steal', unit: '%' },
      usage_nice: { metric: 'cpu.usage_nice', unit: '%' },
      usage_irq: { metric: 'cpu.usage_irq', unit: '%' },
      usage_softirq: { metric: 'cpu.usage_softirq', unit: '%' },
      usage_guest: { metric: 'cpu.usage_guest', unit: '%' },
      usage_guest_nice: { metric: 'cpu.usage_guest_nice', unit: '%' },
    },
  },
  mem: {
    component: '',
    metrics: {
      used_percent: { metric: 'system.memory.utilization', unit: '%' },
      used: { metric: 'system.memory.usage', unit: 'By' },
      available_percent: { metric: 'mem.available_percent', unit: '%' },
      available: { metric: 'mem.available', unit: 'By' },
      total: { metric: 'system.memory.limit', unit: 'By' },
      free: { metric: 'mem.free', unit: 'By' },
      cached: { metric: 'mem.cached', unit: 'By' },
      buffered: { metric: 'mem.buffered', unit: 'By' },
    },
  },
  swap: {
    component: '',
    metrics: {
      used_percent: { metric: 'system.paging.utilization', unit: '%' },
      used: { metric: 'system.paging.usage', unit: 'By' },
      total: { metric: 'swap.total', unit: 'By' },
      free: { metric: 'swap.free', unit: 'By' },
      in: { metric: 'swap.in', unit: 'By', counter: 'cumulative' },
      out: { metric: 'swap.out', unit: 'By', counter: 'cumulative' },
    },
  },
  system: {
    component: '',
    metrics: {
      load1: { metric: 'system.cpu.load_average.1m' },
      load5: { metric: 'system.cpu.load_average.5m', unit: '{thread}' },
      load15: { metric: 'system.cpu.load_average.15m', unit: '{thread}' },
      uptime: { metric: 'system.uptime', unit: 's' },
    },
  },
  disk: {
    component: '{path}',
    metrics: {
      used_percent: { metric: 'system.filesystem.utilization', unit: '%' },
      used: { metric: 'system.filesystem.usage', unit: 'By' },
      total: { metric: 'system.filesystem.limit', unit: 'By' },
      free: { metric: 'disk.free', unit: 'By' },
      inodes_used_percent: { metric: 'disk.inodes_used_percent', unit: '%' },
    },
  },
  diskio: {
    component: '{name}',
    metrics: {
      read_bytes: { metric: 'system.disk.io', unit: 'By', counter: 'cumulative', component: '{name} read' },
      write_bytes: { metric: 'system.disk.io', unit: 'By', counter: 'cumulative', component: '{name} write' },
      reads: { metric: 'system.disk.operations', counter: 'cumulative', component: '{name} read' },
      writes: { metric: 'system.disk.operations', counter: 'cumulative', component: '{name} write' },
      io_time: { metric: 'system.disk.io_time', unit: 'ms', counter: 'cumulative' },
      read_time: { metric: 'system.disk.operation_time', unit: 'ms', counter: 'cumulative', component: '{name} read' },
      write_time: {
        metric: 'system.disk.operation_time',
        unit: 'ms',
        counter: 'cumulative',
        component: '{name} write',
      },
    },
  },
  net: {
    component: '{interface}',
    metrics: {
      bytes_recv: {
        metric: 'system.network.io',
        unit: 'By',
        counter: 'cumulative',
        component: '{interface} receive',
      },
      bytes_sent: {
        metric: 'system.network.io',
        unit: 'By',
        counter: 'cumulative',
        component: '{interface} transmit',
      },
      packets_recv: { metric: 'system.network.packets', counter: 'cumulative', component: '{interface} receive' },
      packets_sent: { metric: 'system.network.packets', counter: 'cumulative', component: '{interface} transmit' },
      err_in: { metric: 'system.network.errors', counter: 'cumulative', component: '{interface} receive' },
      err_out: { metric: 'system.network.errors', counter: 'cumulative', component: '{interface} transmit' },
      drop_in: {
        metric: 'system.network.packet.dropped',
        unit: '{packet}',
        counter: 'cumulative',
        component: '{interface} receive',
      },
      drop_out: {
        metric: 'system.network.packet.dropped',
        unit: '{packet}',
        counter: 'cumulative',
        component: '{interface} transmit',
      },
    },
  },
  temp: {
    component: '{sensor}',
    metrics: { temp: { metric: 'hw.temperature', unit: 'Cel' } },
  },
  sensors: {
    component: '{chip} {feature}',
    metrics: {
      temp_input: { metric: 'hw.temperature', unit: 'Cel' },
      fan_input: { metric: 'hw.fan.speed', unit: 'rpm' },
      in_input: { metric: 'hw.voltage', unit: 'V' },
      power_average: { metric: 'hw.power', unit: 'W' },
      power_input: { metric: 'sensors.power_input', unit: 'W' },
    },
  },
  powerstat_package: {
    component: 'package-{package_id}',
    metrics: {
      current_power_consumption_watts: { metric: 'hw.power', unit: 'W' },
      current_dram_power_consumption_watts: { metric: 'hw.power', unit: 'W', component: 'package-{package_id} dram' },
      thermal_design_power_watts: { metric: 'hw.power.limit', unit: 'W' },
    },
  },
  powerstat_core: {
    component: 'package-{package_id} core-{core_id} cpu-{cpu_id}',
    metrics: { cpu_temperature_celsius: { metric: 'hw.temperature', unit: 'Cel' } },
  },
  nvidia_smi: {
    component: 'gpu-{index}',
    metrics: {
      temperature_gpu: { metric: 'hw.gpu.temperature', unit: 'Cel' },
      utilization_gpu: { metric: 'hw.gpu.utilization', unit: '%' },
      utilization_memory: { metric: 'hw.gpu.memory.io_utilization', unit: '%' },
      memory_used: { metric: 'hw.gpu.memory.usage', unit: 'MiB' },
      memory_total: { metric: 'hw.gpu.memory.limit', unit: 'MiB' },
      memory_free: { metric: 'nvidia_smi.memory_free', unit: 'MiB' },
      power_draw: { metric: 'hw.gpu.power', unit: 'W' },
      power_limit: { metric: 'hw.gpu.power.limit', unit: 'W' },
      fan_speed: { metric: 'hw.fan.speed_ratio', unit: '%' },
      clocks_current_graphics: { metric: 'nvidia_smi.clocks_current_graphics', unit: 'MHz' },
      clocks_current_sm: { metric: 'hw.gpu.speed', unit: 'MHz' },
      clocks_current_memory: { metric: 'nvidia_smi.clocks_current_memory', unit: 'MHz' },
    },
  },
} as const satisfies Record<string, Vocabulary>;
