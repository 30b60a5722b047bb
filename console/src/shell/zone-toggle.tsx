import { useTimeZone } from '../format/time-zone.js';

export function ZoneToggle() {
  const { isUtc, zoneName, toggleUtc } = useTimeZone();
  return (
    <button
      type="button"
      className="quiet"
      aria-pressed={isUtc}
      title={isUtc ? 'Show times in the local time zone' : 'Show times in UTC'}
      onClick={toggleUtc}
    >
      {zoneName}
    </button>
  );
}
