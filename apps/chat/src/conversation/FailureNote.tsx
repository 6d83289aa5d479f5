import { CHAT_ERRORS, type ChatErrorCode } from '../../contract/chat-error.ts';
import { useWords } from '../language/useLanguage.ts';

/** Why an answer is missing or incomplete, and what the user can do. */
export function FailureNote({ code, onTryAgain }: FailureNoteProps) {
  const words = useWords();
  return (
    <div className="failure" role="alert">
      <p>{words.errors[code]}</p>
      {CHAT_ERRORS[code].retryable && (
        <button type="button" className="quiet-button" onClick={onTryAgain}>
          {words.tryAgain}
        </button>
      )}
    </div>
  );
}

export interface FailureNoteProps {
  readonly code: ChatErrorCode;
  readonly onTryAgain: () => void;
}
