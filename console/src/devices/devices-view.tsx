import { DeviceList } from './device-list.js';
import { SiteAssets } from './site-assets.js';

/** Devices that only telemetry knows, to be adopted, and everything that the site model holds. */
export function DevicesView() {
  return (
    <>
      <div className="view-head">
        <h1>Devices</h1>
      </div>
      <DeviceList />
      <SiteAssets />
    </>
  );
}
