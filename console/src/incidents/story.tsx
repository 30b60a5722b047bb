import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { Instant, useTimeZone } from '../format/time-zone.js';
import { Folded } from '../ui/folded.js';
import { Panel } from '../ui/panel.js';
import { storyLines } from './story-lines.js';
import type { StoryLine, TimelineEntry } from './story-lines.js';

const words: Readonly<Record<TimelineEntry['kind'], string>> = {
  opened: 'Opened',
  cause: 'Cause',
  spread: 'Spread',
  severity: 'Severity',
  merged: 'Merged',
  resolved: 'Resolved',
  'alert-fired': 'Fired',
  'alert-resolved': 'Over',
  acknowledged: 'Acknowledged',
};

/** What happened, in the order of time. */
export function Story({ incident }: { incident: IncidentDetailOut }) {
  const { zoneName } = useTimeZone();
  return (
    <Panel title="Timeline" aside={<span className="muted">times in {zoneName}</span>}>
      <ol className="story">
        {storyLines(incident).map((line) => (
          <li key={`${line.at} ${line.kind} ${line.text}`} className={`story-${line.kind}`}>
            <Line line={line} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Line({ line: { at, kind, text, parts } }: { line: StoryLine }) {
  const head = (
    <>
      <Instant at={at} />
      <span className="story-kind">{words[kind]}</span>
      <span className="story-text">{text}</span>
    </>
  );
  if (parts.length === 0) return <div className="story-line">{head}</div>;
  return (
    <Folded summary={head}>
      <ul className="story-parts">
        {parts.map((part) => (
          <li key={part.alertId}>
            <Instant at={part.at} /> {part.text}
          </li>
        ))}
      </ul>
    </Folded>
  );
}
