import type { PopoverContentProps } from '@radix-ui/react-popover';
import type { PartProps } from '../internals/part-element.ts';

/** The host's options for the place of the details. */
export interface SurfaceOptions {
  /** The element that a popover stays inside, such as the transcript's scroller. */
  collisionBoundary?: PopoverContentProps['collisionBoundary'] | undefined;
  /** Renders the details at the end of this element instead of next to the bar. */
  container?: HTMLElement | null | undefined;
}

/** Props of every surface; those that place a popover have no effect on the others. */
export interface SurfaceProps
  extends PartProps<'div', never>,
    SurfaceOptions,
    Omit<PopoverContentProps, 'asChild' | 'forceMount' | 'collisionBoundary' | 'className' | 'style'> {}
