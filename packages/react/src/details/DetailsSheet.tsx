'use client';
import * as React from 'react';
import { composeRefs } from '../internals/composed-refs.ts';
import { DetailsPopover } from './DetailsPopover.tsx';
import type { SurfaceProps } from './surface-options.ts';
import { showOnTop } from './top-layer.ts';
import { useAnswerInSight } from './useAnswerInSight.ts';
import { useSheetDrag } from './useSheetDrag.ts';
import { useVisibleHeight } from './useVisibleHeight.ts';

/**
 * The details as a sheet at the bottom of the screen. Not modal, so that the user can scroll and
 * read the answer while writing, and still hears the bar's status. Without a top layer it opens
 * where a popover would.
 */
export const DetailsSheet = React.forwardRef(function DetailsSheet(
  props: SurfaceProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const sheet = React.useRef<HTMLDivElement>(null);
  const refs = React.useMemo(() => composeRefs(sheet, forwardedRef), [forwardedRef]);
  useVisibleHeight(sheet);
  useAnswerInSight(sheet);
  useSheetDrag(sheet);
  return (
    <DetailsPopover hideWhenDetached={false} {...props} showOnTop={showOnTop} surface="sheet" ref={refs} />
  );
});
