interface Frame {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
  /** Values closer together than this fill only part of the height, so that mere noise looks calm. */
  readonly leastSpan: number;
}

/** Pixels kept free above and below, so that the line is not cut. */
const margin = 2;

/** The path of a line through the points, scaled to their own range; a constant series is a line in the middle. */
export function sparklinePath(points: readonly { at: number; value: number }[], frame: Frame): string {
  const values = points.map((point) => point.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(most - least, frame.leastSpan);
  const low = (least + most - span) / 2;
  const y = (value: number) => {
    const share = span === 0 ? 0.5 : (value - low) / span;
    return frame.height - margin - share * (frame.height - 2 * margin);
  };
  const x = (at: number) => ((at - frame.from) / (frame.to - frame.from)) * frame.width;
  return points
    .map(({ at, value }, index) => `${index === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)
    .join('');
}
