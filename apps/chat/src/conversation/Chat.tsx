import { useInfiniteQuery } from '@tanstack/react-query';
import { useAbout } from '../about/useAbout.ts';
import { Composer } from '../composer/Composer.tsx';
import { OfflineNote } from '../composer/OfflineNote.tsx';
import { IconButton } from '../IconButton.tsx';
import { LanguageMenu } from '../language/LanguageMenu.tsx';
import { useWords } from '../language/useLanguage.ts';
import { conversationsQuery } from '../queries/conversations-query.ts';
import { ConversationFailure } from './ConversationFailure.tsx';
import { Transcript } from './Transcript.tsx';
import { useChat } from './useChat.ts';
import { Welcome } from './Welcome.tsx';

/** The open conversation: its title, its messages and the composer. */
export function Chat({ conversationId, onShowConversations }: ChatProps) {
  const chat = useChat(conversationId);
  const about = useAbout();
  const words = useWords();
  const title = useTitle(conversationId);
  const unavailable = chat.saved.isError && chat.messages.length === 0;

  return (
    <main className="chat">
      <title>{conversationId === null ? words.chat : `${title} – ${words.chat}`}</title>
      <header className="chat-header">
        {onShowConversations && (
          <IconButton
            icon="menu"
            title={words.showConversations}
            onClick={onShowConversations}
            aria-haspopup="dialog"
          />
        )}
        <h1 className="chat-title" dir="auto">
          {title}
        </h1>
        <LanguageMenu />
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
  const words = useWords();
  const { data } = useInfiniteQuery(conversationsQuery);
  if (conversationId === null) return words.newChat;
  const conversations = data?.pages.flatMap(({ items }) => items);
  return conversations?.find(({ id }) => id === conversationId)?.title || words.untitled;
}
