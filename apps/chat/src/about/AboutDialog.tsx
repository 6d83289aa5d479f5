import { type Ref, useId } from 'react';
import type { About } from '../../contract/about.ts';
import { describeFeedback, UPSTREAM_NAMES } from './feedback-description.ts';

/** Tells what the demo runs on, what that does with feedback, and how to see it on another upstream. */
export function AboutDialog({ about, ref }: AboutDialogProps) {
  const heading = useId();
  const { upstream, operatorUrl } = about;
  const name = UPSTREAM_NAMES[upstream];
  const others = (['dify', 'coze', 'moveworks'] as const).filter((each) => each !== upstream);

  return (
    <dialog ref={ref} className="dialog about" aria-labelledby={heading}>
      <h2 id={heading}>About this demo</h2>
      <p>
        {operatorUrl ? (
          <>
            It runs on an emulated {name}, whose <a href={operatorUrl}>operator page</a> shows what has
            arrived.
          </>
        ) : (
          `It runs on ${name}.`
        )}
      </p>
      <h3>What {name} does with feedback</h3>
      <ul>
        {describeFeedback(about).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <h3>On another upstream</h3>
      <p>Stop the demo and start it again with one of these:</p>
      {others.map((other) => (
        <pre key={other}>
          <code>FEEDBACK_UPSTREAM={other} npm start</code>
        </pre>
      ))}
      <form method="dialog" className="dialog-buttons">
        <button type="submit" className="quiet-button">
          Close
        </button>
      </form>
    </dialog>
  );
}

export interface AboutDialogProps {
  readonly about: About;
  readonly ref: Ref<HTMLDialogElement>;
}
