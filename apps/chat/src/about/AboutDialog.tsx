import { type Ref, useId } from 'react';
import type { About } from '../../contract/about.ts';
import { useWords } from '../language/useLanguage.ts';
import { describeFeedback, UPSTREAM_NAMES } from './feedback-description.ts';

/**
 * Shows the upstream of the demo, what it does with feedback, and how to start the demo on another
 * one.
 */
export function AboutDialog({ about, ref }: AboutDialogProps) {
  const heading = useId();
  const words = useWords();
  const { upstream, operatorUrl } = about;
  const name = UPSTREAM_NAMES[upstream];
  const others = (['dify', 'coze', 'moveworks'] as const).filter((each) => each !== upstream);

  return (
    <dialog ref={ref} className="dialog about" aria-labelledby={heading}>
      <h2 id={heading}>{words.about}</h2>
      <p>{operatorUrl ? words.emulated(name) : words.runsOn(name)}</p>
      {operatorUrl && (
        <p>
          <a href={operatorUrl}>{words.operatorPage}</a>
        </p>
      )}
      <h3>{words.withFeedback(name)}</h3>
      <ul>
        {describeFeedback(about, words).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <h3>{words.tryAnother}</h3>
      <p>{words.restart}</p>
      {others.map((other) => (
        <pre key={other} dir="ltr">
          <code>FEEDBACK_UPSTREAM={other} npm start</code>
        </pre>
      ))}
      <form method="dialog" className="dialog-buttons">
        <button type="submit" className="quiet-button">
          {words.close}
        </button>
      </form>
    </dialog>
  );
}

export interface AboutDialogProps {
  readonly about: About;
  readonly ref: Ref<HTMLDialogElement>;
}
