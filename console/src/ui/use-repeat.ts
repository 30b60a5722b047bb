import { useEffect, useRef } from 'react';

/** Calls `act` every `ms` while the component is shown and the tab is visible. */
export function useRepeat(ms: number, act: () => void): void {
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const again = () => {
      if (document.visibilityState === 'visible') newest.current();
      timer = setTimeout(again, ms);
    };
    timer = setTimeout(again, ms);
    return () => clearTimeout(timer);
  }, [ms]);
}
