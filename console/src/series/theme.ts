import { useSyncExternalStore } from 'react';

/** The colours that canvas charts draw with, read from the style sheet so that charts follow the theme. */
export interface ChartTheme {
  readonly text: string;
  readonly grid: string;
  readonly value: string;
  readonly expected: string;
  readonly band: string;
  readonly envelope: string;
  readonly anomaly: string;
  readonly warning: string;
  readonly score: string;
  readonly scoreFill: string;
}

const dark = matchMedia('(prefers-color-scheme: dark)');

/** True while the dark theme is shown; charts are drawn anew when it changes. */
export function useIsDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      dark.addEventListener('change', listener);
      return () => dark.removeEventListener('change', listener);
    },
    () => dark.matches,
  );
}

export function chartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('muted'),
    grid: colour('grid'),
    value: colour('chart-value'),
    expected: colour('chart-expected'),
    band: colour('chart-band'),
    envelope: colour('chart-envelope'),
    anomaly: colour('critical'),
    warning: colour('warning'),
    score: colour('chart-score'),
    scoreFill: colour('chart-score-fill'),
  };
}
