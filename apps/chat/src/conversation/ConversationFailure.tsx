import { Link } from 'wouter';
import { ChatError } from '../../contract/chat-error.ts';
import { FailureNote } from './FailureNote.tsx';

/** Shown instead of the messages if they cannot be loaded. */
export function ConversationFailure({ error, onTryAgain }: ConversationFailureProps) {
  const code = error instanceof ChatError ? error.code : 'internal';
  return (
    <div className="transcript-frame">
      <div className="transcript-content">
        <FailureNote code={code} onTryAgain={onTryAgain} />
        {code === 'conversation_not_found' && <Link href="/">Start a new chat</Link>}
      </div>
    </div>
  );
}

export interface ConversationFailureProps {
  readonly error: unknown;
  readonly onTryAgain: () => void;
}
