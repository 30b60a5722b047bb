import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { getAssets } from '../api/endpoints.js';
import type { Page } from '../api/endpoints.js';
import { usePages } from '../api/use-pages.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useRepeat } from '../ui/use-repeat.js';
import { AssetTable } from './asset-table.js';

const lookAgainMs = 10_000;
const pageSize = 100;

/** Devices that telemetry spoke of and site.yaml does not know. */
export function DeviceList() {
  const pages = usePages<AssetOut, Page<AssetOut>>('discovered', (cursor, signal) =>
    getAssets({ discovered: 'true', limit: pageSize, cursor }, signal),
  );
  useRepeat(lookAgainMs, () => {
    if (pages.items.length <= pageSize) pages.first.reload();
  });
  return (
    <Panel title="Discovered">
      <Loaded what="discovered devices" resource={pages.first}>
        {() =>
          pages.items.length === 0 ? (
            <Empty>
              Every device that sends telemetry is in the site model. Devices that are not appear here by themselves.
            </Empty>
          ) : (
            <>
              <AssetTable assets={pages.items} isAdoptable />
              <LoadMore pages={pages} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
