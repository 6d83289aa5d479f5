import { useInfiniteQuery } from '@tanstack/react-query';
import { useAbout } from '../about/useAbout.ts';
import { Composer } from '../composer/Composer.tsx';
import { OfflineNote } from '../composer/OfflineNote.tsx';
import { Icon } from '../Icon.tsx';
import { conversationsQuery } from '../queries/conversations-query.ts';
import { ConversationFailure } from './ConversationFailure.tsx';
import { Transcript } from './Transcript.tsx';
import { useChat } from './useChat.ts';
import { Welcome } from './Welcome.tsx';

/** The open conversation: its title, its messages and the composer. */
export function Chat({ conversationId, onShowConversations }: ChatProps) {
  const chat = useChat(conversationId);
  const about = useAbout();
  const title = useTitle(conversationId);
  const unavailable = chat.saved.isError && chat.messages.length === 0;

  return (
    <main className="chat">
      <title>{title === 'New chat' ? 'Chat' : `${title} – Chat`}</title>
      <header className="chat-header">
        {onShowConversations && (
          <button type="button" className="icon-button" onClick={onShowConversations} aria-haspopup="dialog">
            <Icon name="menu" />
            <span className="visually-hidden">Show conversations</span>
          </button>
        )}
        <h1 className="chat-title">{title}</h1>
      </header>
      {unavailable ? (
        <ConversationFailure error={chat.saved.error} onTryAgain={() => void chat.saved.refetch()} />
      ) : chat.messages.length === 0 && conversationId === null ? (
        <Welcome onAsk={chat.ask} />
      ) : (
        // A key, so that another conversation starts scrolled to its end.
        <Transcript key={conversationId} chat={chat} />
      )}
      <footer className="chat-footer">
        <OfflineNote />
        <Composer
          draftKey={conversationId ?? 'new'}
          answering={chat.answering}
          unavailable={unavailable}
          onAsk={chat.ask}
          {...(about?.canStop && { onStop: chat.stop })}
        />
      </footer>
    </main>
  );
}

export interface ChatProps {
  readonly conversationId: string | null;
  /** Given if the conversations are in a drawer. */
  readonly onShowConversations?: () => void;
}

function useTitle(conversationId: string | null): string {
  const { data } = useInfiniteQuery(conversationsQuery);
  if (conversationId === null) return 'New chat';
  const conversations = data?.pages.flatMap(({ items }) => items);
  return conversations?.find(({ id }) => id === conversationId)?.title || 'Conversation';
}
