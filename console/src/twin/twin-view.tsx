import { getTwin } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';
import { SimulatedBadge } from '../ui/badges.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { useRepeat } from '../ui/use-repeat.js';
import { ActiveFaults } from './active-faults.js';
import { InjectFault } from './inject-fault.js';
import { TwinState } from './twin-state.js';

const lookAgainMs = 2_000;

/** The digital twin: its state, its clock, and the faults that can be put into it. */
export function TwinView() {
  const twin = useResource('twin', getTwin);
  useRepeat(lookAgainMs, twin.reload);
  useLive({ onTwin: twin.reload });
  return (
    <>
      <div className="view-head">
        <h1>
          Digital twin <SimulatedBadge when={twin.data?.enabled !== false} />
        </h1>
      </div>
      <Loaded what="the twin" resource={twin}>
        {(data) =>
          data.enabled ? (
            <>
              <TwinState twin={data} onChanged={twin.reload} />
              <ActiveFaults twin={data} onChanged={twin.reload} />
              <InjectFault kinds={data.faultKinds} onChanged={twin.reload} />
            </>
          ) : (
            <Empty>
              The twin is switched off: all data comes from real sources. PLENUM_TWIN=on and a new start bring it back.
            </Empty>
          )
        }
      </Loaded>
    </>
  );
}
