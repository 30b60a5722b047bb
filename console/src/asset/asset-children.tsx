import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { getAssets } from '../api/endpoints.js';
import type { Page } from '../api/endpoints.js';
import { OpenAlertsCell } from '../alerts/open-alerts-cell.js';
import { usePages } from '../api/use-pages.js';
import { kindName } from '../format/kind-name.js';
import { assetHref } from '../router/route.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';

/** What the asset holds, racks from the top down. */
export function AssetChildren({ asset }: { asset: AssetOut }) {
  const pages = usePages<AssetOut, Page<AssetOut>>(`children ${asset.id}`, (cursor, signal) =>
    getAssets({ parent: asset.id, limit: 100, cursor }, signal),
  );
  if (asset.children === 0) return null;
  const children = [...pages.items].sort((a, b) => (b.rackUnit ?? 0) - (a.rackUnit ?? 0));
  return (
    <Panel title={`Contains ${asset.children}`}>
      <Loaded what="what it contains" resource={pages.first}>
        {() =>
          children.length === 0 ? (
            <Empty>Nothing here.</Empty>
          ) : (
            <>
              <table className="compact">
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Kind</th>
                    <th scope="col" className="right">
                      Unit
                    </th>
                    <th scope="col" className="right">
                      Alerts
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {children.map((child) => (
                    <tr key={child.id}>
                      <th scope="row">
                        <a href={assetHref(child.id)}>{child.name}</a>
                      </th>
                      <td>{kindName(child.kind)}</td>
                      <td className="number">{child.rackUnit === null ? '' : `U${child.rackUnit}`}</td>
                      <OpenAlertsCell asset={child} />
                    </tr>
                  ))}
                </tbody>
              </table>
              <LoadMore pages={pages} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
