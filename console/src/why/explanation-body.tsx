import type { ExplanationOut } from '../../../src/http/explanations/explanations.schema.js';
import { formatScore } from '../format/quantity.js';
import { Instant } from '../format/time-zone.js';
import { seriesHref } from '../router/route.js';

type Neighbour = ExplanationOut['still'][number];

/** An explanation as sentences, then the series and past alerts that they speak of. */
export function ExplanationBody({ explanation }: { explanation: ExplanationOut }) {
  const { sentences, moved, movedInAll, still, similar } = explanation;
  return (
    <div className="why">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {moved.length > 0 && (
        <>
          <h3>Moved with it</h3>
          <ul>
            {moved.map((neighbour) => (
              <li key={neighbour.seriesId}>
                <SeriesLink neighbour={neighbour} />{' '}
                <span className="muted">
                  {lagText(neighbour)}, score up to {formatScore(neighbour.peakScore)}
                </span>
              </li>
            ))}
          </ul>
          {movedInAll > moved.length && <p className="muted">and {movedInAll - moved.length} more</p>}
        </>
      )}
      {still.length > 0 && (
        <>
          <h3>Should have moved</h3>
          <ul>
            {still.map((neighbour) => (
              <li key={neighbour.seriesId}>
                <SeriesLink neighbour={neighbour} />
              </li>
            ))}
          </ul>
        </>
      )}
      {similar.length > 0 && (
        <>
          <h3>Like it before</h3>
          <ul>
            {similar.map(({ alertId, seriesId, startsAt, summary, acknowledgedBy }) => (
              <li key={alertId}>
                <Instant at={startsAt} /> <a href={seriesHref(seriesId)}>{summary}</a>{' '}
                {acknowledgedBy !== null && <span className="muted">acknowledged by {acknowledgedBy}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function SeriesLink({ neighbour }: { neighbour: Neighbour }) {
  const { seriesId, title, assetId, component } = neighbour;
  return (
    <a href={seriesHref(seriesId)}>
      {title} {component} of {assetId}
    </a>
  );
}

function lagText({ lagSeconds, wasEarlier }: ExplanationOut['moved'][number]): string {
  if (lagSeconds === 0) return 'at the same time';
  if (lagSeconds > 0) return `${lagSeconds} s later`;
  return `${-lagSeconds} s before${wasEarlier ? ' or earlier' : ''}`;
}
