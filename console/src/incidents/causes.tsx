import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { isOfSite } from '../alerts/is-of-site.js';
import { AssetName } from '../site/asset-name.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';

/** What may have caused it, the most likely first, with the reasons. */
export function Causes({ incident: { candidates, members } }: { incident: IncidentDetailOut }) {
  const isDevice = members.some(isOfSite);
  return (
    <Panel title="Probable causes" aside={<span className="muted">score 0 to 1</span>}>
      {candidates.length === 0 ? (
        <Empty>No asset stands out.</Empty>
      ) : (
        <ol className="causes">
          {candidates.map(({ assetId, score, witness, reasons }, index) => (
            <li key={assetId}>
              <details open={index === 0}>
                <summary>
                  <span className="cause-rank">{index + 1}</span>
                  <AssetName id={assetId} isOfSite={isDevice} />
                  <span className="muted">{witness}</span>
                  <meter className="cause-score" min={0} max={1} value={score} aria-label={`Score of ${assetId}`} />
                  <span className="number">{score.toFixed(2)}</span>
                </summary>
                <ul className="muted">
                  {reasons.map((reason) => (
                    <li key={reason}>{reason}</li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
