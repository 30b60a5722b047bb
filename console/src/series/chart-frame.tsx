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
}

/** A uPlot chart as wide as its place. New data is drawn into the same chart; a new identity builds a new one. */
export function ChartFrame({ label, height, identity, options, data }: ChartFrameProps) {
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

  useEffect(() => chart.current?.setData(data), [data]);
  return <div className="chart" ref={place} role="img" aria-label={label} />;
}
