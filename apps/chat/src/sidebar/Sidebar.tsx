import { Link } from 'wouter';
import { AboutButton } from '../about/AboutButton.tsx';
import { Icon } from '../Icon.tsx';
import { useWords } from '../language/useLanguage.ts';
import { pageLiveAnswers } from '../live/page-live-answers.ts';
import { ConversationList } from './ConversationList.tsx';

/** "New chat", the conversations, and "About this demo". */
export function Sidebar({ openConversationId, onLeave }: SidebarProps) {
  const words = useWords();
  const forgetFailedQuestion = () => {
    // Otherwise a question that failed before its conversation started would be shown again.
    if (pageLiveAnswers.get(null)?.state === 'failed') pageLiveAnswers.forget(null);
    onLeave?.();
  };
  return (
    <nav className="sidebar" aria-label={words.conversations}>
      <Link href="/" className="new-chat" onClick={forgetFailedQuestion}>
        <Icon name="plus" />
        {words.newChat}
      </Link>
      <div className="sidebar-list">
        <ConversationList openConversationId={openConversationId} {...(onLeave && { onOpen: onLeave })} />
      </div>
      <AboutButton />
    </nav>
  );
}

export interface SidebarProps {
  readonly openConversationId: string | null;
  /** Called when the user follows a link. */
  readonly onLeave?: () => void;
}
