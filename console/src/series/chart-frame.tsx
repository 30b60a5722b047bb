import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

interface ChartFrameProps {
  readonly label: string;
  readonly height: number;
  /** Everything that needs a new chart when it changes. */
  readonly identity: string;
  readonly options: () => Omit<uPlot.Options, 'width' | 'height'>;
  readonly data: uPlot.AlignedData;
  /** The times shown, in epoch seconds; they move on as points arrive. */
  readonly from: number;
  readonly to: number;
}

/** A uPlot chart as wide as its place. New data is drawn into the same chart; a new identity builds a new one. */
export function ChartFrame({ label, height, identity, options, data, from, to }: ChartFrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const newest = useRef({ options, data });
  newest.current = { options, data };

  useEffect(() => {
    const element = place.current;
    if (!element) throw new Error('BUG: a mounted chart has its place');
    const plot = new uPlot(
      { ...newest.current.options(), width: element.clientWidth, height },
      newest.current.data,
      element,
    );
    chart.current = plot;
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
      chart.current = undefined;
    };
  }, [identity, height]);

  useEffect(() => {
    const plot = chart.current;
    plot?.batch(() => {
      plot.setData(data, false);
      plot.setScale('x', { min: from, max: to });
    });
  }, [data, from, to, identity, height]);

  return <div className="chart" ref={place} role="img" aria-label={label} />;
}
