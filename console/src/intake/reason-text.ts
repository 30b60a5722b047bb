import type { DeadLetterOut } from '../../../src/http/intake/dead-letters.schema.js';

/** Why input is refused, in words; the service's message of each letter says what exactly is wrong. */
export const reasonText: Readonly<Record<DeadLetterOut['code'], string>> = {
  malformed: 'Cannot be read in its format',
  unknown_unit: 'Unit not known',
  unknown_metric: 'Metric not known',
  not_finite: 'NaN or infinite',
  sentinel: 'A device’s way to say “no value”',
  out_of_range: 'Physically impossible',
  text_value: 'Text where a number belongs',
  bad_timestamp: 'Time cannot be read',
  from_the_future: 'Time lies ahead of the clock',
  too_old: 'Older than the lateness window',
  duplicate: 'Already received',
  missing_identity: 'Names no device',
  too_many_series: 'Limit of series reached',
  unsupported_kind: 'Kind of metric not supported',
  counter_out_of_order: 'Counter reading older than the last one',
};
