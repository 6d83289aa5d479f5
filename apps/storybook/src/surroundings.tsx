import { MessageFeedback } from '@message-feedback/react';
import type { Decorator } from '@storybook/react-vite';
import { savedItem } from './saved-item.ts';
import { feedback } from './withScriptedServer.tsx';

/** The bar around a part. */
export const inRoot: Decorator = (Story) => (
  <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback">
    <Story />
  </MessageFeedback.Root>
);

/** The form around a part, without a surface: the parts of the form need a rating. */
export const inForm: Decorator = (Story) => (
  <MessageFeedback.Root message={{ messageId: 'message-1' }}>
    <div className="message-feedback-details" style={{ position: 'static' }}>
      <Story />
    </div>
  </MessageFeedback.Root>
);

/** `parameters` of stories whose user has already disliked the answer. */
export const disliked: ReturnType<typeof feedback> = feedback({
  items: [savedItem({ rating: 'dislike' })],
});
