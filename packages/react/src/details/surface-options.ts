import type { PopoverContentProps } from '@radix-ui/react-popover';
import type { PartProps } from '../internals/part-element.ts';
import type { SurfaceOptions } from '../internals/surface-place.ts';

/** Props of every surface; those that place a popover have no effect on the others. */
export interface SurfaceProps
  extends PartProps<'div', never>,
    SurfaceOptions,
    Omit<PopoverContentProps, 'asChild' | 'forceMount' | 'className' | 'style' | keyof SurfaceOptions> {}
