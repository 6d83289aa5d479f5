import type { PopoverContentProps } from '@radix-ui/react-popover';
import type { PartProps } from '../internals/part-element.ts';
import type { SurfaceOptions } from '../internals/surface-place.ts';

/**
 * Props of every surface. Inline details use `container` and `onEscapeKeyDown`, and ignore what places
 * a popover or reports what happens outside it.
 */
export interface SurfaceProps
  extends PartProps<'div', never>,
    SurfaceOptions,
    Omit<PopoverContentProps, 'asChild' | 'forceMount' | 'className' | 'style' | keyof SurfaceOptions> {}
