import { createScriptedSubmit } from '@message-feedback/core/testing';
import { userEvent } from 'vitest/browser';
import { describePart } from '../../test/part-suite.tsx';
import { MessageFeedback } from '../index.ts';

describePart('DetailsTrigger', {
  element: <MessageFeedback.DetailsTrigger />,
  tag: 'button',
  state: { open: false },
  submit: () =>
    createScriptedSubmit({
      items: [
        {
          messageId: 'message-1',
          feedback: { rating: 'dislike', reasons: [], comment: '' },
          stamp: '001700000000000-00000-z',
          undoUntil: null,
          final: false,
        },
      ],
    }),
  act: {
    handler: 'onClick',
    perform: (part) => userEvent.click(part),
    observe: (part) => part.ariaExpanded,
  },
});
