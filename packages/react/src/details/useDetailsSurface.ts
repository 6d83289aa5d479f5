'use client';
import * as React from 'react';
import type { DetailsSurface } from '../bar/useBar.ts';
import {
  type LazyComponent,
  lazyComponent,
  type OnLoadFailure,
  useLazyComponent,
} from '../internals/useLazyComponent.ts';
import type { SurfaceProps } from './surface-options.ts';

/** The component for this surface, once its code has loaded. */
export function useDetailsSurface(
  surface: DetailsSurface = 'auto',
  hasIntent: boolean,
  open: boolean,
  onFailure: OnLoadFailure,
): React.ComponentType<SurfaceProps & React.RefAttributes<HTMLDivElement>> | null {
  // Checked when they open: if the user turns the phone while writing, the details stay where they
  // are.
  const small = React.useMemo(() => (hasIntent || open) && isSmallScreen(), [hasIntent, open]);
  const lazy = surface === 'auto' ? (small ? surfaces.sheet : surfaces.popover) : surfaces[surface];
  return useLazyComponent(lazy, hasIntent || open, onFailure);
}

type LazySurface = LazyComponent<SurfaceProps & React.RefAttributes<HTMLDivElement>>;

const surfaces: Readonly<Record<Exclude<DetailsSurface, 'auto'>, LazySurface>> = {
  popover: lazyComponent(async () => (await import('./DetailsPopover.tsx')).DetailsPopover),
  sheet: lazyComponent(async () => (await import('./DetailsSheet.tsx')).DetailsSheet),
  inline: lazyComponent(async () => (await import('./DetailsInline.tsx')).DetailsInline),
};

/** Phones in either orientation, and windows as narrow as those, such as at 400 % zoom. */
function isSmallScreen(): boolean {
  return (
    globalThis.matchMedia?.('(max-width: 40rem), (pointer: coarse) and (max-height: 32rem)').matches ?? false
  );
}
