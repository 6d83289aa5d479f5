import { useState } from 'react';

export const Host = ({ children }) => children;

const icon = {
  like: 'M7 10v11H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zm0 0 4-8a2 2 0 0 1 2 2v5h6a2 2 0 0 1 2 2l-2 8a2 2 0 0 1-2 2H7',
  dislike:
    'M17 14V3h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1zm0 0-4 8a2 2 0 0 1-2-2v-5H5a2 2 0 0 1-2-2l2-8a2 2 0 0 1 2-2h10',
};

/** The least that a host writes by hand: two buttons with icons, and a state. */
export function Row() {
  const [rating, setRating] = useState(null);
  const button = (value, name) => (
    <button
      type="button"
      aria-label={name}
      aria-pressed={rating === value}
      onClick={() => setRating(rating === value ? null : value)}
    >
      <svg
        viewBox="0 0 24 24"
        width="16"
        height="16"
        fill={rating === value ? 'currentColor' : 'none'}
        stroke="currentColor"
        aria-hidden="true"
      >
        <path d={icon[value]} />
      </svg>
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the ready-made bar has it.
    <div role="group" aria-label="Rate this response">
      {button('like', 'Good response')}
      {button('dislike', 'Bad response')}
    </div>
  );
}
