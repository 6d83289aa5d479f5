'use client';
import * as React from 'react';
import type { Bar } from './bar-props.ts';

/** Tells that the details were opened, and that they were closed on words that nobody sent. */
export function useDetailsEvents({ model, tell }: Pick<Bar, 'model' | 'tell'>, open: boolean): void {
  const told = React.useRef(false);
  const mounted = React.useRef(false);
  React.useEffect(() => {
    mounted.current = true;
    if (open && !told.current) tell?.('details_opened', model.message);
    told.current = open;
    return () => {
      mounted.current = false;
      // StrictMode takes effects back and makes them again at once; who has really closed them has not.
      queueMicrotask(() => {
        const stillOpen = mounted.current && model.read().detailsFor !== null;
        if (open && !stillOpen && model.read().draft !== null) tell?.('abandoned_with_draft', model.message);
      });
    };
  }, [open, model, tell]);
}
