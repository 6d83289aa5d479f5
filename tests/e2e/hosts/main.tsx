import { createScriptedSubmit } from '@message-feedback/core/testing';
import { FeedbackBar, FeedbackProvider, MessageFeedback } from '@message-feedback/react';
import '@message-feedback/react/styles.css';
import type * as React from 'react';
import { createRoot } from 'react-dom/client';

const submit = createScriptedSubmit();
const reasons = { allowCustom: true };
const like = { rating: 'like', reasons: [], comment: '' } as const;
const dislike = { rating: 'dislike', reasons: ['Incomplete'], comment: 'Two steps are missing.' } as const;

// Lets tests script the server's responses.
Object.assign(window, { submit });

createRoot(document.querySelector('#root') as Element).render(
  <FeedbackProvider submit={submit} reasons={reasons}>
    <Answer name="unrated">
      <FeedbackBar message={{ messageId: 'unrated' }} />
    </Answer>
    <Answer name="liked">
      <FeedbackBar message={{ messageId: 'liked' }} initialFeedback={like} />
    </Answer>
    <Answer name="disliked">
      <FeedbackBar message={{ messageId: 'disliked' }} initialFeedback={dislike} surface="inline" />
    </Answer>
    <Answer name="popover">
      <FeedbackBar message={{ messageId: 'popover' }} initialFeedback={dislike} surface="popover" />
    </Answer>
    <Answer name="row">
      <div style={{ display: 'flex' }}>
        <button type="button" style={{ flex: 'none', inlineSize: 32, blockSize: 32, padding: 0 }}>
          C
        </button>
        <FeedbackBar message={{ messageId: 'row' }} />
        <button type="button" style={{ flex: 'none', inlineSize: 32, blockSize: 32, padding: 0 }}>
          R
        </button>
      </div>
    </Answer>
    <Answer name="bubble">
      <div style={{ inlineSize: 'fit-content' }}>
        <p style={{ margin: 0 }}>Yes, it does.</p>
        <FeedbackBar message={{ messageId: 'bubble' }} />
      </div>
    </Answer>
    <Answer name="parts">
      <MessageFeedback.Root
        className="message-feedback host-root"
        message={{ messageId: 'parts' }}
        initialFeedback={dislike}
        surface="inline"
      >
        <MessageFeedback.Like className="host-part" />
        <MessageFeedback.Dislike className="host-part" />
        <MessageFeedback.Status />
        <MessageFeedback.DetailsTrigger />
        <button type="button">Regenerate</button>
        <MessageFeedback.Details className="message-feedback-details host-panel">
          <MessageFeedback.DetailsTitle className="host-part" />
          <p>Read by our team.</p>
          <MessageFeedback.Reasons />
          <label>
            <input type="checkbox" /> You may contact me
          </label>
          <MessageFeedback.Comment className="host-part" />
          <MessageFeedback.Send className="host-part" />
        </MessageFeedback.Details>
      </MessageFeedback.Root>
    </Answer>
  </FeedbackProvider>,
);

/** Its looks are on the element, so that a reset on the page changes the kit's parts alone. */
function Answer({ name, children }: React.PropsWithChildren<{ name: string }>) {
  return (
    <article
      id={name}
      aria-label={name}
      style={{ inlineSize: 560, font: '16px/1.5 sans-serif', color: '#1c1c1e', background: '#fff' }}
    >
      <p style={{ margin: 0 }}>An answer.</p>
      {children}
    </article>
  );
}
