import type { ComponentPropsWithRef } from 'react';
import { Icon, type IconName } from './Icon.tsx';

/** A button with an icon. Its title is its name, too, which a screen reader then reads once. */
export function IconButton({ icon, className = '', ...props }: IconButtonProps) {
  return (
    <button type="button" className={`icon-button ${className}`} {...props}>
      <Icon name={icon} />
    </button>
  );
}

export interface IconButtonProps extends ComponentPropsWithRef<'button'> {
  readonly icon: IconName;
  readonly title: string;
}
