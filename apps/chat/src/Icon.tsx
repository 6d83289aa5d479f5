/** An icon on a button. Decorative only: the button has a text label. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className="icon"
      data-name={name}
      viewBox="0 0 24 24"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

export type IconName = keyof typeof PATHS;

/** Paths with a stroke width of 1.8 in a box of 24. */
const PATHS = {
  menu: 'M4 7h16M4 12h16M4 17h10',
  plus: 'M12 5v14M5 12h14',
  send: 'M12 19V5m-6 6 6-6 6 6',
  stop: 'M7.5 7.5h9v9h-9Z',
  down: 'M12 5v14m-6-6 6 6 6-6',
  rename: 'm14.5 6.5 3 3M5 19l.8-3.8L16 5a2.1 2.1 0 0 1 3 3L8.8 18.2 5 19Z',
  remove: 'M5 7h14M10 7V5h4v2m-7 0 .8 12h8.4L17 7m-7 4v5m4-5v5',
  about: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 7.5v5m0-8.3v.1',
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M10.5 8.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Zm-5 7a2 2 0 0 1-1-1.7V6.5a2 2 0 0 1 2-2h7.3a2 2 0 0 1 1.7 1',
  copied: 'm5 12.5 4.5 4.5L19 7.5',
  regenerate: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9m0-5v5h-5',
  language:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 0c-2.2 2.3-3.4 5.2-3.4 8.5s1.2 6.2 3.4 8.5c2.2-2.3 3.4-5.2 3.4-8.5S14.2 5.8 12 3.5ZM3.8 9.5h16.4M3.8 14.5h16.4',
} as const;
