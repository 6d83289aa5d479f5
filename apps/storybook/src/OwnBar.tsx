import { type MessageRef, useMessageFeedback } from '@message-feedback/react';
import * as React from 'react';
import './OwnBar.css';

/** A whole bar written with the hook, in a design of its own. */
export function OwnBar({ message }: { message: MessageRef }): React.ReactElement {
  const bar = useMessageFeedback(message);
  const { feedback, ratings, labels, blocked, notice, rate } = bar;
  const pressed = React.useRef<HTMLButtonElement>(null);
  return (
    <div className="own-bar" lang={labels.locale} {...bar.rootProps}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a frame and a legend. */}
      <div role="group" aria-label={labels.group} className="own-bar-row">
        {ratings.map((rating) => {
          const isPressed = feedback.rating === rating;
          return (
            <button
              key={rating}
              ref={isPressed ? pressed : undefined}
              type="button"
              className="own-bar-pill"
              aria-pressed={isPressed}
              aria-disabled={blocked !== undefined}
              onClick={() => rate(isPressed ? null : rating)}
            >
              {labels.rating[rating]}
            </button>
          );
        })}
      </div>
      <div className="own-bar-row">
        <span role="status">{bar.status}</span>
        {notice === 'confirmed' && feedback.rating !== null && blocked === undefined && (
          <button
            type="button"
            data-testid="undo"
            onClick={() => {
              pressed.current?.focus();
              bar.undo();
            }}
          >
            {labels.undo}
          </button>
        )}
        {bar.delivery === 'delayed' && (
          <button type="button" onClick={bar.retry}>
            {labels.retry}
          </button>
        )}
        {feedback.rating !== null && bar.detailsFor === null && (
          <button type="button" data-testid="details" onClick={bar.open}>
            {blocked === undefined ? labels.addDetails : labels.viewDetails}
          </button>
        )}
      </div>
      {bar.detailsFor !== null && <Details bar={bar} onClose={() => pressed.current?.focus()} />}
    </div>
  );
}

function Details({
  bar,
  onClose,
}: {
  bar: ReturnType<typeof useMessageFeedback>;
  onClose: () => void;
}): React.ReactElement | null {
  const { form, choices, labels, limits, problems, problemsShown, blocked } = bar;
  const comment = React.useRef<HTMLTextAreaElement>(null);
  const id = React.useId();
  React.useEffect(() => comment.current?.focus(), []);
  if (form === null) return null;
  const over = problems.find(({ field }) => field === 'comment');
  const isInvalid = over !== undefined && problemsShown;

  function send(event: React.SyntheticEvent): void {
    event.preventDefault();
    onClose();
    if (!bar.send()) comment.current?.focus();
  }

  return (
    <form className="own-bar-form" onSubmit={send} noValidate>
      {choices.length > 0 && (
        <fieldset>
          <legend>{labels.detailsTitle[form.rating]}</legend>
          {choices.map(({ value, label, chosen, blocked }) => (
            <label key={value}>
              <input
                type="checkbox"
                checked={chosen}
                aria-disabled={blocked}
                onChange={() => blocked || bar.toggleReason(value)}
              />
              {label}
            </label>
          ))}
        </fieldset>
      )}
      <label htmlFor={id}>{labels.comment}</label>
      <textarea
        id={id}
        ref={comment}
        dir="auto"
        value={form.comment}
        readOnly={blocked !== undefined}
        aria-invalid={isInvalid}
        aria-describedby={`${id}note`}
        onChange={(event) => bar.change({ comment: event.currentTarget.value })}
      />
      <p id={`${id}note`}>
        {over?.code === 'too_long' && labels.commentTooLong((over.count ?? 0) - limits.commentCharacters)}
        {over?.code === 'not_storable' && labels.commentNotStorable}
      </p>
      <div className="own-bar-row">
        {blocked === undefined && (
          <button type="submit" data-testid="send" className="own-bar-pill">
            {labels.send}
          </button>
        )}
        <button
          type="button"
          onClick={() => {
            onClose();
            bar.close();
          }}
        >
          {labels.close}
        </button>
      </div>
    </form>
  );
}
