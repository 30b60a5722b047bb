import { getSeriesExplanation } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { Instant } from '../format/time-zone.js';
import { Loaded } from '../ui/loaded.js';
import { Panel } from '../ui/panel.js';
import { ExplanationBody } from './explanation-body.js';

interface SeriesWhyProps {
  readonly id: number;
  /** Epoch ms; undefined until somebody chooses a point. */
  readonly at: number | undefined;
}

/** Why a point of a series has its score: the one chosen in the chart. */
export function SeriesWhy({ id, at }: SeriesWhyProps) {
  return (
    <Panel title="Why">
      {at === undefined ? (
        <p className="muted">Click a point of the chart to see why it has its score.</p>
      ) : (
        <PointExplanation id={id} at={at} />
      )}
    </Panel>
  );
}

function PointExplanation({ id, at }: { id: number; at: number }) {
  const explanation = useResource(`explanation of series ${id} at ${at}`, (signal) =>
    getSeriesExplanation(id, at, signal),
  );
  return (
    <Loaded what="the explanation" resource={explanation}>
      {(data) => (
        <>
          <p className="muted">
            The point of <Instant at={data.at} />
          </p>
          <ExplanationBody explanation={data} />
        </>
      )}
    </Loaded>
  );
}
