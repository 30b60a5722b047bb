import { setTwinSpeed } from '../api/endpoints.js';
import { useAction } from '../api/use-action.js';

const speeds = [0, 1, 10, 60, 600];

/** How fast simulated time passes; another value than these may have been set over the API. */
export function TwinSpeed({ speed, onChanged }: { speed: number; onChanged: () => void }) {
  const { busy, problem, run } = useAction(async (wanted: number) => {
    await setTwinSpeed(wanted);
    onChanged();
  });
  const options = speeds.includes(speed) ? speeds : [...speeds, speed].sort((a, b) => a - b);
  return (
    <div className="speed">
      <span className="muted" id="speed-label">
        Speed
      </span>
      <div className="choice" role="group" aria-labelledby="speed-label">
        {options.map((one) => (
          <button key={one} type="button" disabled={busy} aria-pressed={one === speed} onClick={() => run(one)}>
            {one === 0 ? 'Paused' : `${one} ×`}
          </button>
        ))}
      </div>
      {problem && (
        <span className="field-problem" role="alert">
          {problem.message}
        </span>
      )}
    </div>
  );
}
