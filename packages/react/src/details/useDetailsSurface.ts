'use client';
import * as React from 'react';
import type { DetailsSurface } from '../bar/useBar.ts';
import { ifSupported } from '../internals/part-element.ts';
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
  const isNear = hasIntent || open;
  // Chosen once, when the user first shows intent: the details stay where they are if the user turns
  // the phone while writing.
  const chosen = React.useMemo(() => (isNear ? surfaceFor(surface) : 'popover'), [surface, isNear]);
  return useLazyComponent(surfaces[chosen], isNear, onFailure);
}

type LazySurface = LazyComponent<SurfaceProps & React.RefAttributes<HTMLDivElement>>;

const surfaces: Readonly<Record<Surface, LazySurface>> = {
  popover: lazyComponent(async () => (await import('./DetailsPopover.tsx')).DetailsPopover),
  sheet: lazyComponent(async () => (await import('./DetailsSheet.tsx')).DetailsSheet),
  inline: lazyComponent(async () => (await import('./DetailsInline.tsx')).DetailsInline),
};

type Surface = Exclude<DetailsSurface, 'auto'>;

function surfaceFor(surface: DetailsSurface): Surface {
  if (!observersWork()) return 'inline';
  if (surface !== 'auto') return surface;
  return isSmallScreen() ? 'sheet' : 'popover';
}

/** Phones in either orientation, and windows as narrow as those, such as at 400 % zoom. */
function isSmallScreen(): boolean {
  const query = '(max-width: 40rem), (pointer: coarse) and (max-height: 32rem)';
  return Boolean(ifSupported(() => matchMedia(query).matches));
}

/** Radix can place details without observers. But if one throws in Radix, React unmounts the chat. */
function observersWork(): boolean | undefined {
  return ifSupported(() => {
    for (const Observer of [globalThis.ResizeObserver, globalThis.IntersectionObserver]) {
      const observer = Observer && new Observer(() => {});
      observer?.observe(document.body);
      observer?.disconnect();
    }
    return true;
  });
}
