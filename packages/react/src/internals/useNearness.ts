'use client';
import * as React from 'react';

/**
 * Whether the pointer or keyboard focus is on the bar, so that what stands only for a while waits. Kept out of React's
 * state until it matters, as pointers pass over rows by the hundred.
 */
export function useNearness(matters: boolean): {
  paused: boolean;
  mark: (what: 'pointer' | 'focus', near: boolean) => void;
} {
  const near = React.useRef<{ pointer: boolean; focus: boolean } | null>(null);
  const [paused, setPaused] = React.useState(false);
  const read = () => near.current !== null && (near.current.pointer || near.current.focus);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was marked before it mattered is read once it does.
  React.useEffect(() => {
    if (matters) setPaused(read());
  }, [matters]);

  return {
    paused,
    mark(what, value) {
      near.current ??= { pointer: false, focus: false };
      near.current[what] = value;
      if (matters) setPaused(read());
    },
  };
}
