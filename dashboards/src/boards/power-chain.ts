import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { board } from '../parts/board.js';
import { bars, figure, lines, stack } from '../parts/panels.js';
import { assetChoice, roomChoice } from '../parts/variables.js';
import { metricOverTime, newestOf, totalOverTime } from '../queries/metric-query.js';

const upss = { assets: 'ups' } as const;
const pdus = { assets: 'pdu' } as const;
const racks = { assets: 'rack' } as const;
const phases = { lines: ['asset', 'component'] } as const;

/** From the mains through UPS and PDU to the rack. */
export function powerChain(): Builder<Dashboard> {
  return board({
    uid: 'plenum-power-chain',
    title: 'Plenum / Power chain',
    description: 'Mains, UPS, PDU and racks of one room.',
    variables: [
      roomChoice(),
      assetChoice('ups', 'UPS', 'room'),
      assetChoice('pdu', 'PDU', 'room'),
      assetChoice('rack', 'Rack', 'room'),
    ],
    sections: [
      {
        title: 'UPS',
        panels: [
          bars({
            title: 'Load',
            description: 'By rated power. With two paths each UPS must be able to carry both: stay below 50 %.',
            width: 8,
            metric: 'dc.ups.load',
            queries: [newestOf({ metric: 'dc.ups.load', ...upss })],
            limits: { warning: 0.5, critical: 0.9 },
            max: 1,
          }),
          figure({
            title: 'On battery',
            description: 'UPSs that run on battery now: 1 is yes.',
            width: 4,
            metric: 'dc.ups.on_battery',
            queries: [metricOverTime({ metric: 'dc.ups.on_battery', by: 'max', ...upss })],
            limits: { critical: 1 },
          }).height(8),
          lines({
            title: 'Battery time left',
            description: 'At the present load. The generator must have started and taken over before it ends.',
            width: 6,
            metric: 'dc.ups.battery_time_left',
            queries: [metricOverTime({ metric: 'dc.ups.battery_time_left', by: 'min', ...upss })],
            limits: { warning: 600, critical: 300, lowIsBad: true },
          }),
          lines({
            title: 'Battery charge',
            description: 'Below 100 % outside of an outage the battery ages or is being tested.',
            width: 6,
            metric: 'dc.ups.battery_charge',
            queries: [metricOverTime({ metric: 'dc.ups.battery_charge', by: 'min', ...upss })],
            limits: { warning: 0.9, critical: 0.5, lowIsBad: true },
          }),
          lines({
            title: 'Input and output power',
            description: 'The distance between the two is the loss of the UPS.',
            width: 12,
            metric: 'dc.ups.output_power',
            queries: [
              metricOverTime({ metric: 'dc.ups.input_power', alias: '$tag_asset in', refId: 'A', ...upss }),
              metricOverTime({ metric: 'dc.ups.output_power', alias: '$tag_asset out', refId: 'B', ...upss }),
            ],
          }),
          lines({
            title: 'Input voltage',
            description: 'Of the mains.',
            width: 6,
            metric: 'dc.ups.input_voltage',
            queries: [metricOverTime({ metric: 'dc.ups.input_voltage', ...upss })],
            decimals: 1,
          }),
          lines({
            title: 'Input frequency',
            description: 'Of the mains; UPSs go to battery outside their tolerance.',
            width: 6,
            metric: 'dc.ups.input_frequency',
            queries: [metricOverTime({ metric: 'dc.ups.input_frequency', ...upss })],
            decimals: 2,
          }),
          lines({
            title: 'Output voltage',
            description: 'What the PDUs get.',
            width: 6,
            metric: 'dc.ups.output_voltage',
            queries: [metricOverTime({ metric: 'dc.ups.output_voltage', ...upss })],
            decimals: 1,
          }),
          lines({
            title: 'Battery voltage',
            description: 'Sinks slowly in an outage, and suddenly with a failed cell.',
            width: 6,
            metric: 'dc.ups.battery_voltage',
            queries: [metricOverTime({ metric: 'dc.ups.battery_voltage', ...upss })],
            decimals: 1,
          }),
          lines({
            title: 'UPS temperature',
            description: 'Every 10 K halve the life of a battery.',
            width: 12,
            metric: 'dc.ups.temperature',
            queries: [metricOverTime({ metric: 'dc.ups.temperature', ...upss })],
            limits: { warning: 35, critical: 45 },
            decimals: 1,
          }),
        ],
      },
      {
        title: 'PDUs and racks',
        panels: [
          figure({
            title: 'Power of the chosen PDUs',
            description: 'Sum over the PDUs.',
            width: 6,
            height: 8,
            metric: 'dc.pdu.power',
            queries: [totalOverTime({ metric: 'dc.pdu.power', ...pdus })],
          }),
          lines({
            title: 'PDU power',
            description: 'A and B of a pair should share the load.',
            width: 9,
            metric: 'dc.pdu.power',
            queries: [metricOverTime({ metric: 'dc.pdu.power', ...pdus })],
          }),
          lines({
            title: 'Phase current',
            description: 'Phases of a PDU should be balanced; a breaker trips by current.',
            width: 9,
            metric: 'dc.pdu.current',
            queries: [metricOverTime({ metric: 'dc.pdu.current', by: 'max', ...phases, ...pdus })],
            decimals: 1,
          }),
          lines({
            title: 'Phase voltage',
            description: 'Of each phase to neutral.',
            width: 12,
            metric: 'dc.pdu.voltage',
            queries: [metricOverTime({ metric: 'dc.pdu.voltage', ...phases, ...pdus })],
            decimals: 1,
          }),
          stack({
            title: 'Rack power',
            description: 'Racks on top of each other: the upper edge is the sum.',
            width: 12,
            metric: 'dc.rack.power',
            queries: [metricOverTime({ metric: 'dc.rack.power', ...racks })],
          }),
        ],
      },
    ],
  });
}
