import { type FormEvent, type KeyboardEvent, useRef } from 'react';
import { CHAT_LIMITS } from '../../contract/limits.ts';
import { Icon } from '../Icon.tsx';
import { isComposing } from '../input-composition.ts';
import { useWords } from '../language/useLanguage.ts';
import { useAutoGrow } from './useAutoGrow.ts';
import { useDraft } from './useDraft.ts';

/** The field for a question: Enter sends it, Shift+Enter inserts a new line. */
export function Composer({ draftKey, answering, unavailable, onAsk, onStop }: ComposerProps) {
  const [draft, setDraft] = useDraft(draftKey);
  const words = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  useAutoGrow(field, draft);

  const question = draft.trim();
  const tooLong = question.length > CHAT_LIMITS.questionLength;
  const stoppable = answering && onStop !== undefined;
  const sendable = !answering && question !== '' && !tooLong && !unavailable;

  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (!sendable) return;
    onAsk(question);
    setDraft('');
  };

  return (
    <form className="composer" onSubmit={submit}>
      <label className="visually-hidden" htmlFor="question">
        {words.message}
      </label>
      <textarea
        id="question"
        ref={field}
        rows={1}
        // Without a text, the placeholder has the direction of the page.
        dir={draft === '' ? undefined : 'auto'}
        placeholder={words.placeholder}
        enterKeyHint="send"
        value={draft}
        aria-invalid={tooLong}
        aria-describedby={tooLong ? 'question-problem' : undefined}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !isComposing(event)) submit(event);
        }}
      />
      {/* One button for both, and never disabled, so that focus is not lost when an answer begins or ends. */}
      <button
        type={stoppable ? 'button' : 'submit'}
        className="send-button"
        aria-disabled={!stoppable && !sendable}
        onClick={stoppable ? onStop : undefined}
      >
        <Icon name={stoppable ? 'stop' : 'send'} />
        <span className="visually-hidden">{stoppable ? words.stop : words.send}</span>
      </button>
      {tooLong && (
        <p id="question-problem" className="composer-problem">
          {words.tooLong}
        </p>
      )}
    </form>
  );
}

export interface ComposerProps {
  /** The draft belongs to one conversation and stays there while another one is open. */
  readonly draftKey: string;
  readonly answering: boolean;
  /** Set if there is no conversation to write to. */
  readonly unavailable: boolean;
  readonly onAsk: (question: string) => void;
  /** Omitted if answers cannot be stopped. */
  readonly onStop?: () => void;
}
