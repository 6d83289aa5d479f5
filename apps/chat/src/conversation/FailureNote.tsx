import { CHAT_ERRORS, type ChatErrorCode } from '../../contract/chat-error.ts';

/** Why there is no answer, or only a part of one, and what can be done about it. */
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
