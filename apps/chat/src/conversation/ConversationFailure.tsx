import { Link } from 'wouter';
import { codeOfError } from '../../contract/chat-error.ts';
import { useWords } from '../language/useLanguage.ts';
import { FailureNote } from './FailureNote.tsx';

/** Shown instead of the messages if they cannot be loaded. */
export function ConversationFailure({ error, onTryAgain }: ConversationFailureProps) {
  const words = useWords();
  const code = codeOfError(error);
  return (
    <div className="transcript-frame">
      <div className="transcript-content">
        <FailureNote code={code} onTryAgain={onTryAgain} />
        {code === 'conversation_not_found' && <Link href="/">{words.startNewChat}</Link>}
      </div>
    </div>
  );
}

export interface ConversationFailureProps {
  readonly error: unknown;
  readonly onTryAgain: () => void;
}
