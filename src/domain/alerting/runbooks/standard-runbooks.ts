import type { CauseKindName } from '../incidents/cause-kinds.js';

interface StandardRunbook {
  /** In the order in which they are to be done. */
  readonly steps: readonly string[];
  /** What Plenum would propose to do; somebody has to decide on it. */
  readonly actions: readonly string[];
}

/** What is usually done about each kind of cause. */
export const standardRunbooks: Readonly<Record<CauseKindName, StandardRunbook>> = {
  'plenum-itself': {
    steps: [
      'Run plenum doctor with the environment of the process: it names what cannot be reached or used.',
      'Look at the log of the process since the time of the alert.',
      'Until it is over take silence of Plenum for no news, not for good news.',
    ],
    actions: [],
  },
  'sensor-stuck': {
    steps: [
      'Compare it with the sensors around it, and with what a meter shows on site.',
      'Restart the controller that reads it, then change the sensor; until then nothing is known of what it measures.',
    ],
    actions: [],
  },
  'fan-stopped': {
    steps: [
      'Check the unit on site: breaker, drive fault, belt, door interlock; reset the drive once if it shows a plain trip.',
      'See that the other units of the zone run up, and lower their supply setpoint by 1 to 2 K until inlets fall.',
      'If an inlet nears its limit, move or defer work of the hottest racks and close gaps towards the cold aisle.',
    ],
    actions: [
      'Raise the fan speed of the other units of the zone to their limit.',
      'Move work that can move away from the racks nearest to their limit.',
    ],
  },
  'filter-clogged': {
    steps: [
      'Have the filters of the unit changed; until then its fan draws more for less air.',
      'Do not stop the unit while no other one of the zone is spare.',
    ],
    actions: ['Plan the change of filters for the next maintenance window.'],
  },
  'fan-weak': {
    steps: [
      'Look at belt, bearing and drive of the unit: it turns slower, or moves less air, than its zone asks for.',
      'See that the other units of the zone have speed to spare before it is stopped for repair.',
    ],
    actions: ['Raise the fan speed of the other units of the zone until the unit is mended.'],
  },
  'air-bypasses': {
    steps: [
      'Look for lifted tiles, unsealed cable openings and open doors in the zone: cold air returns without passing a rack.',
      'Compare the other units of the zone: when one of them falls behind, this one makes up for it.',
    ],
    actions: [],
  },
  'supply-air-warm': {
    steps: [
      'Compare the chilled water supply temperature: when it is high, look at chillers, pumps and towers first.',
      'Check the valve of the unit: open without effect points to a stuck valve or air in the coil.',
      'Compare the sensor with the inlets that the unit serves before trusting it.',
    ],
    actions: ['Start the standby chiller or pump, if the water is warm.'],
  },
  'on-battery': {
    steps: [
      'Check mains and input breaker; note the battery time left.',
      'See that generators start; without them shed work that can wait before half of the time is gone.',
    ],
    actions: ['Shed load of the lowest priority when half of the battery time is gone.'],
  },
  'feed-lost': {
    steps: [
      'Find which breaker opened, here and upstream; do not close it before the reason is known.',
      'Watch the load of the other feed: it carries both now and must stay below its breaker.',
      'Postpone work on the other feed, and look for machines with a single supply.',
    ],
    actions: ['Cap the power of racks whose other feed nears its limit.'],
  },
  'battery-aged': {
    steps: ['Have the battery tested, and weak blocks changed.', 'Do not count on its full time at the next outage.'],
    actions: ['Plan a battery test for the next maintenance window.'],
  },
  'chiller-inefficient': {
    steps: [
      'Look for fouled condenser tubes, low refrigerant and air in the circuit.',
      'Compare its cooling power and power draw with the other chiller at the same load.',
    ],
    actions: ['Let the other chiller lead until the unit is cleaned.'],
  },
  'plant-stopped': {
    steps: [
      'See whether it was switched off by its sequence; if not, read its fault and start the spare.',
      'Watch the chilled water supply temperature: halls follow within minutes.',
    ],
    actions: ['Start the standby unit.'],
  },
  'breathes-exhaust': {
    steps: [
      'Look for missing blanking panels and open containment doors at the rack.',
      'Compare the racks beside it: when all are warm, look at the cooling units of the zone.',
    ],
    actions: [],
  },
  'inlet-warm': {
    steps: [
      'Look for missing blanking panels, open doors and blocked tiles around the rack.',
      'Compare the racks beside it: when all are warm, look at the cooling units of the zone.',
      'When one probe alone is warm and the machines behind it are not, have that probe checked: it may drift.',
    ],
    actions: ['Move work that can move away from the rack.'],
  },
  'gpu-throttled': {
    steps: [
      'Compare the temperature of its GPUs with others at the same load: near their limit they lack cooling.',
      'Look at fans, heat sinks and cold plates of the machine; where they are cool, look for a power cap.',
    ],
    actions: ['Move work that waits for its slowest member.'],
  },
  'machine-stopped': {
    steps: ['Check power and management controller of the machine.', 'See that its work has moved elsewhere.'],
    actions: ['Place its work elsewhere, and take it out of scheduling.'],
  },
  busier: {
    steps: [
      'Ask who started something there; look for a process that never ends.',
      'See that rack and feed have room for its power.',
    ],
    actions: [],
  },
  'rack-unreachable': {
    steps: [
      'Check the management switch of the rack and its uplink: machines that share it fall silent together.',
      'Check by the power of its feeds whether the machines run; without power look at the PDUs first.',
    ],
    actions: [],
  },
  'readings-at-odds': {
    steps: [
      'Compare with a second meter: one of the readings that the balance is made of lies, or something unknown takes part in it.',
      'Ask who has plugged in, moved or recalibrated something.',
    ],
    actions: [],
  },
  'not-reporting': {
    steps: [
      'Check whether the device runs, by what depends on it, before going there.',
      'Check the way of its telemetry: collector, network, address, credentials.',
    ],
    actions: [],
  },
  unusual: {
    steps: [
      'Compare the series with expected value and band, and with its neighbours.',
      'Ask who has changed something: load, setpoints, maintenance.',
    ],
    actions: [],
  },
};
