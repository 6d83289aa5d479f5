import { Popover, PopoverButton, PopoverPanel } from '@headlessui/react';
import { useState } from 'react';

export const Host = ({ children }) => children;
export const detailsButton = '[aria-label="Bad response"]';

export function Row() {
  const [rating, setRating] = useState(null);
  return (
    <Popover>
      <button
        type="button"
        aria-label="Good response"
        aria-pressed={rating === 'like'}
        onClick={() => setRating('like')}
      >
        👍
      </button>
      <PopoverButton aria-label="Bad response" onClick={() => setRating('dislike')}>
        👎
      </PopoverButton>
      <PopoverPanel anchor="bottom">
        <textarea aria-label="Comment" />
      </PopoverPanel>
    </Popover>
  );
}
