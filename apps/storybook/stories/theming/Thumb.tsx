import type * as React from 'react';

/** A thumb for the buttons of the two examples, filled while its button is pressed. */
export function Thumb({ down = false }: { down?: boolean }): React.ReactElement {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={`size-5 fill-none stroke-current stroke-[1.5] in-data-pressed:fill-current ${down ? '-scale-y-100' : ''}`}
    >
      <path
        strokeLinejoin="round"
        d="M6.5 8.8 10 2.8c1.3.1 2 1.1 1.7 2.4l-.6 2.6h4.2c1.2 0 2 1.1 1.7 2.2l-1.4 5c-.3 1-1 1.5-2 1.5H6.5Z"
      />
      <path strokeLinecap="round" d="M3 9.3v6.7" />
    </svg>
  );
}
