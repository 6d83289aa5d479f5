'use client';
import * as React from 'react';
import { composeRefs } from '../internals/composed-refs.ts';
import { DetailsPopover } from './DetailsPopover.tsx';
import type { SurfaceProps } from './surface-options.ts';
import { useVisibleHeight } from './useVisibleHeight.ts';

/**
 * The details as a sheet at the bottom of the screen. Not modal, so that the user can scroll and
 * read the answer while writing, and still hears the bar's status. In the browser's top layer,
 * because a transcript that clips or transforms would confine a fixed element; without a top layer
 * it opens where a popover would.
 */
export const DetailsSheet = React.forwardRef(function DetailsSheet(
  props: SurfaceProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const sheet = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(() => composeRefs(sheet, showOnTop, forwardedRef), [forwardedRef]);
  useVisibleHeight(sheet);
  return (
    <DetailsPopover popover="manual" hideWhenDetached={false} {...props} data-surface="sheet" ref={refs} />
  );
});

function showOnTop(sheet: HTMLElement | null): void {
  if (typeof sheet?.showPopover === 'function' && !sheet.matches(':popover-open')) sheet.showPopover();
}
