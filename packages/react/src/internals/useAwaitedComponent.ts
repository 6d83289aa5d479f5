'use client';
import * as React from 'react';

/**
 * The component for which this bar's user waits. Loads it at once, without waiting for the
 * next shared attempt of `useLazyComponent`, and tells this bar if that fails.
 */
export function useAwaitedComponent<Props>(
  load: () => Promise<React.ComponentType<Props>>,
  awaited: boolean,
  onFailure: () => void,
): React.ComponentType<Props> | null {
  const [component, setComponent] = React.useState<React.ComponentType<Props> | null>(null);
  React.useEffect(() => {
    if (awaited) load().then((loaded) => setComponent(() => loaded), onFailure);
  }, [load, awaited, onFailure]);
  return component;
}
