import { Link } from 'wouter';
import { AboutButton } from '../about/AboutButton.tsx';
import { Icon } from '../Icon.tsx';
import { pageLiveAnswers } from '../live/page-live-answers.ts';
import { ConversationList } from './ConversationList.tsx';

/** "New chat", the conversations so far, and what this is. */
export function Sidebar({ openConversationId, onLeave }: SidebarProps) {
  const beginAnew = () => {
    // A question that failed before its conversation began would otherwise stand there again.
    if (pageLiveAnswers.get(null)?.state === 'failed') pageLiveAnswers.forget(null);
    onLeave?.();
  };
  return (
    <nav className="sidebar" aria-label="Conversations">
      <Link href="/" className="new-chat" onClick={beginAnew}>
        <Icon name="plus" />
        New chat
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
  /** Called when the user has chosen where to go. */
  readonly onLeave?: () => void;
}
