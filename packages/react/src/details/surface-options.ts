import type { PopoverContentProps } from '@radix-ui/react-popover';
import type { PartProps } from '../internals/part-element.ts';

/** What a host may say about the place of the details. */
export interface SurfaceOptions {
  /** What a popover stays within besides the window, such as the scroller of the transcript. */
  collisionBoundary?: PopoverContentProps['collisionBoundary'] | undefined;
  /** Renders the details at the end of this element instead of where the bar stands. */
  container?: HTMLElement | null | undefined;
}

/** Props that every surface takes; what is about placing a popover means nothing on the others. */
export interface SurfaceProps
  extends PartProps,
    SurfaceOptions,
    Omit<PopoverContentProps, 'asChild' | 'forceMount' | 'collisionBoundary'> {}
