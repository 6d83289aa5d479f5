import type { PopoverContentProps } from '@radix-ui/react-popover';

/** The host's options for the place of the details. The provider sets them for all bars. */
export interface SurfaceOptions {
  /**
   * Where a popover opens, seen from the pressed button. It opens elsewhere where it has no room.
   * @default where it covers least of the answer
   */
  side?: PopoverContentProps['side'] | undefined;
  /**
   * How a popover is aligned with the pressed button, along `side`.
   * @default 'start', and 'end' beside the answer
   */
  align?: PopoverContentProps['align'] | undefined;
  /** The gap between the pressed button and a popover, in pixels. @default 8 */
  sideOffset?: number | undefined;
  /** The element that a popover stays inside, such as the transcript's scroller. */
  collisionBoundary?: PopoverContentProps['collisionBoundary'] | undefined;
  /** Renders the details at the end of this element instead of next to the bar. */
  container?: HTMLElement | null | undefined;
}
