import * as Popover from '@radix-ui/react-popover';
import * as ToggleGroup from '@radix-ui/react-toggle-group';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

export const Host = ({ children }) => children;
export const detailsButton = '[aria-label="Bad response"]';

/** As hosts often write it: a mutation, a group and a popover in each row. */
export function Row({ id }) {
  const [rating, setRating] = useState('');
  const [open, setOpen] = useState(false);
  const { mutate } = useMutation({
    mutationFn: (feedback) => fetch('/api/rate', { method: 'POST', body: JSON.stringify(feedback) }),
  });
  const rate = (value) => {
    setRating(value);
    setOpen(value === 'dislike');
    mutate({ id, rating: value || null });
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <ToggleGroup.Root type="single" aria-label="Rate this response" value={rating} onValueChange={rate}>
          <ToggleGroup.Item value="like" aria-label="Good response">
            👍
          </ToggleGroup.Item>
          <ToggleGroup.Item value="dislike" aria-label="Bad response">
            👎
          </ToggleGroup.Item>
        </ToggleGroup.Root>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content>
          <textarea aria-label="Comment" />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
