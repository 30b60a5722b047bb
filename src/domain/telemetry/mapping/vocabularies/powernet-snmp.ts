import type { MetricRule } from '../vocabulary.js';

const unsupported = { blank: -1 } as const;

/**
 * APC's rPDU2 objects by their PowerNet-MIB names, under whatever measurement the site's Telegraf gives them. The MIB
 * states current in tenths of an ampere, power in hundredths of a kilowatt, energy in tenths of a kilowatt-hour, and
 * sends -1 for what the model cannot measure.
 */
export const powerNetFields: Readonly<Record<string, MetricRule>> = {
  rPDU2PhaseStatusCurrent: { metric: 'dc.pdu.current', unit: '0.1 A', ...unsupported },
  rPDU2PhaseStatusVoltage: { metric: 'dc.pdu.voltage', unit: 'V', ...unsupported },
  rPDU2PhaseStatusPower: { metric: 'dc.pdu.phase_power', unit: '0.01 kW', ...unsupported },
  rPDU2BankStatusCurrent: { metric: 'dc.pdu.bank_current', unit: '0.1 A', ...unsupported },
  rPDU2DeviceStatusPower: { metric: 'dc.pdu.power', unit: '0.01 kW', ...unsupported },
  rPDU2DeviceStatusEnergy: { metric: 'dc.pdu.energy', unit: '0.1 kWh', counter: 'cumulative', ...unsupported },
};
