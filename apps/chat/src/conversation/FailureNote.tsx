import { CHAT_ERRORS, type ChatErrorCode } from '../../contract/chat-error.ts';

/** Why an answer is missing or incomplete, and what the user can do. */
export function FailureNote({ code, onTryAgain }: FailureNoteProps) {
  const { sentence, retryable } = CHAT_ERRORS[code];
  return (
    <div className="failure" role="alert">
      <p>{sentence}</p>
      {retryable && (
        <button type="button" className="quiet-button" onClick={onTryAgain}>
          Try again
        </button>
      )}
    </div>
  );
}

export interface FailureNoteProps {
  readonly code: ChatErrorCode;
  readonly onTryAgain: () => void;
}
