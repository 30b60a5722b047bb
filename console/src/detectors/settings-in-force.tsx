import type { DetectionSettingsOut } from '../../../src/http/detectors/detectors.schema.js';
import { getDetectionSettings } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { Instant } from '../format/time-zone.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { useRepeat } from '../ui/use-repeat.js';
import { RuleTable } from './rule-table.js';

/** The file may be changed at any time; the service takes it within seconds. */
const lookAgainMs = 15_000;

/** The rules that operators have set, where they come from, and why the newest ones are not in force if they are not. */
export function SettingsInForce() {
  const settings = useResource('detection settings', getDetectionSettings);
  useRepeat(lookAgainMs, settings.reload);
  return (
    <Panel title="Settings in force" aside={<a href="#/backtest">Try others</a>}>
      <Loaded what="settings" resource={settings}>
        {(data) => (
          <>
            <Refusal settings={data} />
            <Origin settings={data} />
            {data.rules.length > 0 && <RuleTable rules={data.rules} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Refusal({ settings: { refusal } }: { settings: DetectionSettingsOut }) {
  if (refusal === null) return null;
  return (
    <div className="notice notice-problem" role="alert">
      The newest content of the file is refused; what was in force before still is.
      <pre>{refusal}</pre>
    </div>
  );
}

function Origin({ settings: { file, since, rules } }: { settings: DetectionSettingsOut }) {
  if (file === null) {
    return (
      <Empty>
        No file of settings is given (<code>PLENUM_DETECTION</code>): every series is judged by what is usual for it.
      </Empty>
    );
  }
  return (
    <p className="panel-text muted">
      <code>{file}</code>, in force since <Instant at={since} />
      {rules.length === 0 && ', without a rule: every series is judged by what is usual for it'}. Of several rules that
      set the same for a series, the most specific one counts.
    </p>
  );
}
