import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { board } from '../parts/board.js';
import { figure, lines } from '../parts/panels.js';
import { assetChoice, roomChoice } from '../parts/variables.js';
import { metricOverTime, totalOverTime } from '../queries/metric-query.js';

const crahs = { assets: 'crah' } as const;
const chillers = { assets: 'chiller' } as const;
const towers = { assets: 'tower' } as const;
const pumps = { assets: 'pump' } as const;

/** From the air handlers of a room to the towers on the roof. */
export function coolingPlant(): Builder<Dashboard> {
  return board({
    uid: 'plenum-cooling-plant',
    title: 'Plenum / Cooling plant',
    description: 'Air handlers of a room, and the chillers, pumps and towers of the site.',
    variables: [
      roomChoice(),
      assetChoice('crah', 'CRAH', 'room'),
      assetChoice('chiller', 'Chiller', 'site'),
      assetChoice('tower', 'Tower', 'site'),
      assetChoice('pump', 'Pump', 'site'),
    ],
    sections: [
      {
        title: 'The plant',
        panels: [
          figure({
            title: 'Heat removed',
            description: 'By all chosen chillers.',
            width: 6,
            metric: 'dc.chiller.cooling_power',
            queries: [totalOverTime({ metric: 'dc.chiller.cooling_power', ...chillers })],
          }),
          figure({
            title: 'Chiller power',
            description: 'Electric power of all chosen chillers.',
            width: 6,
            metric: 'dc.chiller.power',
            queries: [totalOverTime({ metric: 'dc.chiller.power', ...chillers })],
          }),
          figure({
            title: 'Pump power',
            description: 'Chilled and condenser water pumps together.',
            width: 6,
            metric: 'dc.pump.power',
            queries: [totalOverTime({ metric: 'dc.pump.power', ...pumps })],
          }),
          figure({
            title: 'Wet bulb temperature',
            description: 'The towers cannot cool the water below it.',
            width: 6,
            metric: 'dc.weather.wet_bulb_temperature',
            queries: [metricOverTime({ metric: 'dc.weather.wet_bulb_temperature', lines: [] })],
            decimals: 1,
          }),
        ],
      },
      {
        title: 'Air handlers',
        panels: [
          lines({
            title: 'Supply and return air',
            description:
              'Supply should lie on its setpoint. Return minus supply shrinks when cold air comes back unused.',
            width: 12,
            metric: 'dc.crah.supply_temperature',
            queries: [
              metricOverTime({
                metric: 'dc.crah.supply_temperature',
                alias: '$tag_asset supply',
                refId: 'A',
                ...crahs,
              }),
              metricOverTime({
                metric: 'dc.crah.return_temperature',
                alias: '$tag_asset return',
                refId: 'B',
                ...crahs,
              }),
              metricOverTime({ metric: 'dc.crah.supply_setpoint', alias: '$tag_asset setpoint', refId: 'C', ...crahs }),
            ],
            decimals: 1,
          }),
          lines({
            title: 'Fan speed',
            description: 'Near 100 % there is nothing left for a warmer day; at 0 % the unit stands.',
            width: 12,
            metric: 'dc.crah.fan_speed',
            queries: [metricOverTime({ metric: 'dc.crah.fan_speed', ...crahs })],
            limits: { warning: 0.9 },
          }),
          lines({
            title: 'Chilled water valve',
            description: 'Fully open with a rising supply temperature: the water is too warm or too little.',
            width: 8,
            metric: 'dc.crah.valve_position',
            queries: [metricOverTime({ metric: 'dc.crah.valve_position', ...crahs })],
            limits: { warning: 0.95 },
          }),
          lines({
            title: 'Filter pressure drop',
            description: 'Rises over weeks as the filter clogs; change it before the fan runs out of speed.',
            width: 8,
            metric: 'dc.crah.filter_pressure_drop',
            queries: [metricOverTime({ metric: 'dc.crah.filter_pressure_drop', ...crahs })],
            limits: { warning: 200, critical: 250 },
          }),
          lines({
            title: 'Airflow',
            description: 'Air that each unit moves.',
            width: 8,
            metric: 'dc.crah.airflow',
            queries: [metricOverTime({ metric: 'dc.crah.airflow', ...crahs })],
            decimals: 2,
          }),
          lines({
            title: 'Heat removed',
            description: 'By each unit; units of one zone should share the work.',
            width: 12,
            metric: 'dc.crah.cooling_power',
            queries: [metricOverTime({ metric: 'dc.crah.cooling_power', ...crahs })],
          }),
          lines({
            title: 'Fan power',
            description: 'Grows with the cube of the speed.',
            width: 12,
            metric: 'dc.crah.fan_power',
            queries: [metricOverTime({ metric: 'dc.crah.fan_power', ...crahs })],
          }),
        ],
      },
      {
        title: 'Chillers, towers and pumps',
        panels: [
          lines({
            title: 'Chilled water',
            description: 'Supply and return of each chiller.',
            width: 8,
            metric: 'dc.chiller.supply_temperature',
            queries: [
              metricOverTime({
                metric: 'dc.chiller.supply_temperature',
                alias: '$tag_asset supply',
                refId: 'A',
                ...chillers,
              }),
              metricOverTime({
                metric: 'dc.chiller.return_temperature',
                alias: '$tag_asset return',
                refId: 'B',
                ...chillers,
              }),
            ],
            decimals: 1,
          }),
          lines({
            title: 'Coefficient of performance',
            description: 'Heat removed by electric power. Falls with fouling, low load and warm condenser water.',
            width: 8,
            metric: 'dc.chiller.cop',
            queries: [metricOverTime({ metric: 'dc.chiller.cop', ...chillers })],
            decimals: 1,
          }),
          lines({
            title: 'Chilled water flow',
            description: 'Through each chiller.',
            width: 8,
            metric: 'dc.chiller.flow',
            queries: [metricOverTime({ metric: 'dc.chiller.flow', ...chillers })],
            decimals: 4,
          }),
          lines({
            title: 'Tower fans',
            description: 'Speed of the fans.',
            width: 8,
            metric: 'dc.tower.fan_speed',
            queries: [metricOverTime({ metric: 'dc.tower.fan_speed', ...towers })],
            limits: { warning: 0.95 },
          }),
          lines({
            title: 'Water from the towers and wet bulb',
            description: 'The distance between the two is the approach; it grows when a tower is dirty.',
            width: 8,
            metric: 'dc.tower.leaving_temperature',
            queries: [
              metricOverTime({ metric: 'dc.tower.leaving_temperature', refId: 'A', ...towers }),
              metricOverTime({
                metric: 'dc.weather.wet_bulb_temperature',
                lines: [],
                alias: 'wet bulb',
                refId: 'B',
              }),
            ],
            decimals: 1,
          }),
          lines({
            title: 'Make-up water',
            description: 'Water that the towers evaporate and bleed.',
            width: 8,
            metric: 'dc.tower.water_flow',
            queries: [metricOverTime({ metric: 'dc.tower.water_flow', ...towers })],
            decimals: 6,
          }),
        ],
      },
    ],
  });
}
