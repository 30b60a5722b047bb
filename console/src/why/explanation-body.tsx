import type { ExplanationOut } from '../../../src/http/explanations/explanations.schema.js';
import { formatQuantity, formatScore } from '../format/quantity.js';
import { Instant } from '../format/time-zone.js';
import { seriesHref } from '../router/route.js';
import { Folded } from '../ui/folded.js';

/** As many inputs of a residual are shown at once. */
const fewInputs = 8;

/** A series that an explanation names. */
type Named = Pick<ExplanationOut['still'][number], 'seriesId' | 'title' | 'assetId' | 'component'>;

/** An explanation as sentences, then the series and past alerts that they speak of. */
export function ExplanationBody({ explanation }: { explanation: ExplanationOut }) {
  const { sentences, moved, movedInAll, still, similar } = explanation;
  return (
    <div className="why">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <MadeOf explanation={explanation} />
      {moved.length > 0 && (
        <>
          <h3>Moved with it</h3>
          <ul>
            {moved.map((neighbour) => (
              <li key={neighbour.seriesId}>
                <SeriesLink series={neighbour} />{' '}
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
                <SeriesLink series={neighbour} />
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

/** What a residual was computed from; a PDU's servers are many. */
function MadeOf({ explanation: { madeOf, madeOfInAll } }: { explanation: ExplanationOut }) {
  if (madeOf.length === 0) return null;
  const [first, rest] = [madeOf.slice(0, fewInputs), madeOf.slice(fewInputs)];
  return (
    <>
      <h3>Made of</h3>
      <InputList inputs={first} />
      {rest.length > 0 && (
        <Folded summary={`${rest.length} more`}>
          <InputList inputs={rest} />
          {madeOfInAll > madeOf.length && <p className="muted">and {madeOfInAll - madeOf.length} more</p>}
        </Folded>
      )}
    </>
  );
}

function InputList({ inputs }: { inputs: ExplanationOut['madeOf'] }) {
  return (
    <ul>
      {inputs.map((input) => (
        <li key={input.seriesId}>
          <SeriesLink series={input} /> {formatQuantity(input.value, input)}
        </li>
      ))}
    </ul>
  );
}

function SeriesLink({ series: { seriesId, title, assetId, component } }: { series: Named }) {
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
