import type * as React from 'react';

/** One ref that sets several refs. */
export function composeRefs<T>(...refs: (React.Ref<T> | undefined)[]): React.RefCallback<T> {
  return (node) => {
    const cleanups = refs.map((ref) => set(ref, node));
    // React 19 calls the cleanup that a callback returned, instead of the callback with `null`.
    // React 18 knows none, and warns about a returned function.
    if (!cleanups.some(Boolean)) return;
    return () => {
      for (const [index, ref] of refs.entries()) {
        const cleanUp = cleanups[index];
        if (cleanUp) cleanUp();
        else set(ref, null);
      }
    };
  };
}

function set<T>(ref: React.Ref<T> | undefined, node: T | null): ReturnType<React.RefCallback<T>> {
  if (typeof ref === 'function') return ref(node);
  if (ref) (ref as React.MutableRefObject<T | null>).current = node;
}
