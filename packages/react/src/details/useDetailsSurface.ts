'use client';
import * as React from 'react';
import type { MessageFeedbackModel } from '../bar/message-feedback-model.ts';
import type { DetailsSurface } from '../bar/useBar.ts';
import { ifSupported } from '../internals/part-element.ts';
import { useAwaitedComponent } from '../internals/useAwaitedComponent.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import type { SurfaceProps } from './surface-options.ts';

/**
 * The component for this surface, once its code has loaded. If it cannot load, the details close: they
 * must not open by themselves when the network is back.
 */
export function useDetailsSurface(
  surface: DetailsSurface = 'auto',
  model: MessageFeedbackModel,
): AnySurface | null {
  const { hasIntent, detailsFor } = model.read();
  const isOpen = detailsFor !== null;
  const isNear = hasIntent || isOpen;
  // Chosen once, when the user first shows intent: the details stay where they are if the user turns
  // the phone while writing.
  const chosen = React.useMemo(() => (isNear ? surfaceFor(surface) : 'popover'), [surface, isNear]);
  const close = React.useCallback(() => model.show({ detailsFor: null }), [model]);
  const shared = useLazyComponent(surfaces[chosen], isNear, model.client.report);
  const own = useAwaitedComponent(loads[chosen], isOpen && shared === null, close);
  return shared ?? own;
}

type AnySurface = React.ComponentType<SurfaceProps & React.RefAttributes<HTMLDivElement>>;

const loads: Readonly<Record<Surface, () => Promise<AnySurface>>> = {
  popover: async () => (await import('./DetailsPopover.tsx')).DetailsPopover,
  sheet: async () => (await import('./DetailsSheet.tsx')).DetailsSheet,
  inline: async () => (await import('./DetailsInline.tsx')).DetailsInline,
};

const surfaces = {
  popover: lazyComponent(loads.popover),
  sheet: lazyComponent(loads.sheet),
  inline: lazyComponent(loads.inline),
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
