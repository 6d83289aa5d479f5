import { type Ref, useId } from 'react';
import type { About } from '../../contract/about.ts';
import { describeFeedback, UPSTREAM_NAMES } from './feedback-description.ts';

/**
 * Shows the upstream of the demo, what it does with feedback, and how to start the demo on another
 * one.
 */
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
            It runs on an emulated {name}. The <a href={operatorUrl}>operator page</a> shows the feedback it
            has received.
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
      <h3>Try another upstream</h3>
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
