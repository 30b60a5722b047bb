import { SettingsInForce } from './settings-in-force.js';
import { Versions } from './versions.js';

/** What decides about alerts: what the detectors have learned, and what operators have set. */
export function DetectorsView() {
  return (
    <>
      <div className="view-head">
        <h1>Detectors</h1>
      </div>
      <Versions />
      <SettingsInForce />
    </>
  );
}
