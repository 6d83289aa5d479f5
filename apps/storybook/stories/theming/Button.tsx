import type * as React from 'react';

const VARIANTS = {
  icon: 'w-8 bg-transparent p-0 text-muted-foreground hover:bg-accent hover:text-foreground pointer-coarse:w-11',
  link: 'bg-transparent px-1.5 text-foreground underline decoration-border underline-offset-4',
  ghost: 'bg-transparent px-3 text-foreground hover:bg-accent',
  primary: 'bg-primary px-3 text-primary-foreground hover:opacity-90',
};

/** A button of a design system, which knows nothing of feedback. */
export function Button({
  variant,
  className = '',
  ...props
}: React.ComponentPropsWithRef<'button'> & { variant: keyof typeof VARIANTS }): React.ReactElement {
  return (
    <button
      {...props}
      className={`inline-flex h-8 min-w-8 shrink-0 cursor-pointer items-center justify-center rounded-md border-0 [font-family:inherit] text-sm font-medium outline-offset-2 focus-visible:outline-2 aria-disabled:cursor-default aria-disabled:opacity-50 pointer-coarse:h-11 ${VARIANTS[variant]} ${className}`}
    />
  );
}
