import { useState } from 'react';
import type { AssetOut } from '../../../src/http/assets/assets.schema.js';
import { getAssets } from '../api/endpoints.js';
import type { Page } from '../api/endpoints.js';
import { usePages } from '../api/use-pages.js';
import { Choice } from '../ui/choice.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { AssetTable } from './asset-table.js';

const kinds = [
  'room',
  'rack',
  'server',
  'gpu',
  'crah',
  'pdu',
  'ups',
  'chiller',
  'tower',
  'pump',
  'weather',
  'host',
] as const;

/** The site model by kind of asset. */
export function SiteAssets() {
  const [kind, setKind] = useState<(typeof kinds)[number]>('room');
  const pages = usePages<AssetOut, Page<AssetOut>>(`site assets ${kind}`, (cursor, signal) =>
    getAssets({ kind, limit: 100, cursor }, signal),
  );
  return (
    <Panel title="Site" aside={<Choice label="Kind" options={kinds} value={kind} onChange={setKind} />}>
      <Loaded what="assets" resource={pages.first}>
        {() =>
          pages.items.length === 0 ? (
            <Empty>The site has no {kind}.</Empty>
          ) : (
            <>
              <AssetTable assets={pages.items} />
              <LoadMore pages={pages} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
