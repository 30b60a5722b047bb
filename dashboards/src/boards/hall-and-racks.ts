import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { board } from '../parts/board.js';
import { bars, figure, lines, stack } from '../parts/panels.js';
import { inletLimits } from '../parts/thresholds.js';
import { assetChoice, choice, roomChoice } from '../parts/variables.js';
import { metricOverTime, newestOf, totalOverTime } from '../queries/metric-query.js';

const room = { assets: 'room' } as const;
const racks = { assets: 'rack' } as const;
const servers = { assets: 'server' } as const;

/** One room, its racks, and the servers in them. */
export function hallAndRacks(): Builder<Dashboard> {
  return board({
    uid: 'plenum-hall-and-racks',
    title: 'Plenum / Hall and racks',
    description: 'Air, power and load of one room, down to the server.',
    variables: [
      roomChoice(),
      assetChoice('rack', 'Rack', 'room'),
      choice({
        name: 'server',
        label: 'Server',
        query: `SHOW TAG VALUES FROM "plenum_assets" WITH KEY = "asset" WHERE "kind" = 'server' AND "rack" =~ /^$rack$/`,
        several: true,
      }),
    ],
    sections: [
      {
        title: 'Room',
        panels: [
          figure({
            title: 'Hottest inlet',
            description: 'The highest inlet temperature of the chosen racks.',
            width: 6,
            metric: 'dc.rack.inlet_temperature',
            queries: [metricOverTime({ metric: 'dc.rack.inlet_temperature', by: 'max', lines: [], ...racks })],
            limits: inletLimits,
            decimals: 1,
          }),
          figure({
            title: 'Power of the chosen racks',
            description: 'Sum over the racks.',
            width: 6,
            metric: 'dc.rack.power',
            queries: [totalOverTime({ metric: 'dc.rack.power', ...racks })],
          }),
          figure({
            title: 'Relative humidity',
            description: 'ASHRAE recommends less than 60 %.',
            width: 6,
            metric: 'dc.room.humidity',
            queries: [metricOverTime({ metric: 'dc.room.humidity', ...room })],
            limits: { warning: 0.6, critical: 0.8 },
          }),
          figure({
            title: 'Dew point',
            description: 'Below 17 °C nothing condenses on equipment; ASHRAE recommends −9 to 15 °C.',
            width: 6,
            metric: 'dc.room.dew_point',
            queries: [metricOverTime({ metric: 'dc.room.dew_point', ...room })],
            limits: { warning: 15, critical: 17 },
            decimals: 1,
          }),
        ],
      },
      {
        title: 'Racks',
        panels: [
          lines({
            title: 'Rack inlet temperature',
            description: 'At the bottom, middle and top of each rack; the top is warm first when hot air comes round.',
            width: 12,
            metric: 'dc.rack.inlet_temperature',
            queries: [metricOverTime({ metric: 'dc.rack.inlet_temperature', lines: ['asset', 'component'], ...racks })],
            limits: inletLimits,
            decimals: 1,
          }),
          bars({
            title: 'Rack inlet temperature now',
            description: 'The newest value of each rack, the warmest of its sensors decides.',
            width: 12,
            metric: 'dc.rack.inlet_temperature',
            queries: [newestOf({ metric: 'dc.rack.inlet_temperature', ...racks })],
            limits: inletLimits,
            max: 40,
          }),
          stack({
            title: 'Rack power',
            description: 'Racks on top of each other: the upper edge is the sum.',
            width: 12,
            metric: 'dc.rack.power',
            queries: [metricOverTime({ metric: 'dc.rack.power', ...racks })],
          }),
          lines({
            title: 'Rack exhaust temperature',
            description: 'Exhaust minus inlet times airflow is the heat that the rack gives off.',
            width: 6,
            metric: 'dc.rack.outlet_temperature',
            queries: [metricOverTime({ metric: 'dc.rack.outlet_temperature', ...racks })],
            decimals: 1,
          }),
          lines({
            title: 'Rack airflow',
            description: 'Air that the servers of the rack draw.',
            width: 6,
            metric: 'dc.rack.airflow',
            queries: [metricOverTime({ metric: 'dc.rack.airflow', ...racks })],
            decimals: 2,
          }),
        ],
      },
      {
        title: 'Servers of the chosen racks',
        panels: [
          lines({
            title: 'CPU utilisation',
            description: 'Mean of all chosen servers, and the busiest one.',
            width: 8,
            metric: 'system.cpu.utilization',
            queries: [
              metricOverTime({ metric: 'system.cpu.utilization', lines: [], alias: 'mean', refId: 'A', ...servers }),
              metricOverTime({
                metric: 'system.cpu.utilization',
                by: 'max',
                lines: [],
                alias: 'busiest',
                refId: 'B',
                ...servers,
              }),
            ],
          }),
          lines({
            title: 'Server inlet temperature',
            description: 'Mean of all chosen servers, and the warmest one.',
            width: 8,
            metric: 'hw.host.ambient_temperature',
            queries: [
              metricOverTime({
                metric: 'hw.host.ambient_temperature',
                lines: [],
                alias: 'mean',
                refId: 'A',
                ...servers,
              }),
              metricOverTime({
                metric: 'hw.host.ambient_temperature',
                by: 'max',
                lines: [],
                alias: 'warmest',
                refId: 'B',
                ...servers,
              }),
            ],
            limits: inletLimits,
            decimals: 1,
          }),
          lines({
            title: 'Server power',
            description: 'Sum over all chosen servers.',
            width: 8,
            metric: 'hw.host.power',
            queries: [totalOverTime({ metric: 'hw.host.power', ...servers })],
          }),
          bars({
            title: 'Fan speed now',
            description: 'The newest value of each chosen server; one that stands or races is worth a look.',
            width: 12,
            metric: 'hw.fan.speed',
            queries: [newestOf({ metric: 'hw.fan.speed', ...servers })],
          }),
          lines({
            title: 'GPU temperature',
            description: 'The hottest GPU of each chosen server that has some.',
            width: 12,
            metric: 'hw.gpu.temperature',
            queries: [metricOverTime({ metric: 'hw.gpu.temperature', by: 'max', ...servers })],
            limits: { warning: 83, critical: 90 },
            decimals: 0,
          }),
        ],
      },
    ],
  });
}
