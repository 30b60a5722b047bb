import { formatQuantity } from '../format/quantity.js';
import type { Reading } from './hall-live.js';

/** A table cell with a newest value, marked while it is anomalous. */
export function ReadingCell({ reading }: { reading: Reading | undefined }) {
  return (
    <td className={reading?.anomalous === true ? 'number is-anomalous' : 'number'}>
      {reading ? formatQuantity(reading.value, reading.series) : '–'}
    </td>
  );
}
