import type * as React from 'react';

const VARIANTS = {
  ghost: 'border-transparent bg-transparent text-muted-foreground hover:bg-(--accent) hover:text-foreground',
  outline: 'border-border bg-background text-foreground hover:bg-(--accent)',
  primary: 'border-transparent bg-primary text-primary-foreground hover:opacity-90',
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
      className={`inline-flex h-8 min-w-8 cursor-pointer items-center justify-center gap-2 rounded-md border border-solid px-2 text-sm font-medium ${VARIANTS[variant]} ${className}`}
    />
  );
}
