import type { Feedback, SubmitFeedback } from '@message-feedback/core';
import { FeedbackBar, FeedbackProvider } from '@message-feedback/react';
import { type ReactNode, StrictMode, Suspense, useEffect, useRef } from 'react';

/**
 * Rows that are there with the first words of the answer, and as many that come when the server has
 * them.
 */
const ROWS = 100;
const DISLIKED: Feedback = { rating: 'dislike', reasons: ['Incomplete'], comment: 'No.' };

/** A whole document, whose second half a server streams later than its first. */
export function Page({ submit, late }: { readonly submit: SubmitFeedback; readonly late: Late }) {
  return (
    <html lang="en">
      <head>
        <title>Streamed</title>
      </head>
      <body>
        <StrictMode>
          <FeedbackProvider submit={submit} userId="reader">
            <Rows from={0} />
            <Suspense fallback={<p>There is more to come.</p>}>
              <LateRows late={late} />
            </Suspense>
          </FeedbackProvider>
        </StrictMode>
      </body>
    </html>
  );
}

/** What the second half waits for. */
export interface Late {
  /** Never rejects. */
  readonly arrives: Promise<void>;
  readonly arrived: boolean;
}

function LateRows({ late }: { readonly late: Late }) {
  if (!late.arrived) throw late.arrives;
  return <Rows from={ROWS} />;
}

/** Every tenth row was disliked before. */
function Rows({ from }: { readonly from: number }) {
  return Array.from({ length: ROWS }, (_, index) => {
    const messageId = `message-${from + index}`;
    const known = index % 10 === 9 ? { initialFeedback: DISLIKED } : {};
    return (
      <Row key={messageId} name={messageId}>
        <FeedbackBar message={{ messageId }} {...known} />
      </Row>
    );
  });
}

/** Says when React has committed it: a press before that does nothing, as in every streamed page. */
function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const article = useRef<HTMLElement>(null);
  useEffect(() => article.current?.setAttribute('data-hydrated', ''), []);
  return (
    <article ref={article} aria-label={name}>
      {children}
    </article>
  );
}
