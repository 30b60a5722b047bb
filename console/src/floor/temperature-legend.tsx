import { ashrae, scaleRange, temperatureColour } from './temperature-scale.js';

const steps = Array.from({ length: scaleRange.high - scaleRange.low + 1 }, (_, index) => scaleRange.low + index);
const share = (celsius: number) => `${((celsius - scaleRange.low) / (scaleRange.high - scaleRange.low)) * 100}%`;

/** The colour scale with ASHRAE's recommended range marked on it. */
export function TemperatureLegend() {
  return (
    <figure className="legend" aria-label="Colour scale of rack inlet temperatures">
      <figcaption>Hottest inlet of the rack, °C</figcaption>
      <div className="legend-scale">
        <div
          className="legend-bar"
          style={{ background: `linear-gradient(to right, ${steps.map(temperatureColour).join(', ')})` }}
        />
        <div
          className="legend-range"
          style={{ left: share(ashrae.recommendedLow), right: `calc(100% - ${share(ashrae.recommendedHigh)})` }}
        >
          recommended
        </div>
        {[15, 18, 22, 27, 32, 35].map((celsius) => (
          <span key={celsius} className="legend-tick number" style={{ left: share(celsius) }}>
            {celsius}
          </span>
        ))}
      </div>
    </figure>
  );
}
