import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../contract/chat.ts';
import { useWords } from '../language/useLanguage.ts';
import { conversationsQuery } from '../queries/conversations-query.ts';
import { ConversationItem } from './ConversationItem.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';

/** The conversations, latest first. */
export function ConversationList({ openConversationId, onOpen }: ConversationListProps) {
  const words = useWords();
  const { data, isPending, isError, refetch, hasNextPage, fetchNextPage } =
    useInfiniteQuery(conversationsQuery);
  const [deleting, setDeleting] = useState<Conversation | null>(null);
  const conversations = data?.pages.flatMap(({ items }) => items) ?? [];

  return (
    <>
      <h2 className="sidebar-heading">{words.conversations}</h2>
      {isPending && <p className="note">{words.loading}</p>}
      {isError && (
        <div className="note" role="alert">
          <p>{words.conversationsNotLoaded}</p>
          <button type="button" className="quiet-button" onClick={() => void refetch()}>
            {words.tryAgain}
          </button>
        </div>
      )}
      {data && conversations.length === 0 && <p className="note">{words.noConversations}</p>}
      <ul className="conversations">
        {conversations.map((conversation) => (
          <ConversationItem
            key={conversation.id}
            conversation={conversation}
            open={conversation.id === openConversationId}
            onDelete={() => setDeleting(conversation)}
            {...(onOpen && { onOpen })}
          />
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="quiet-button" onClick={() => void fetchNextPage()}>
          {words.showOlder}
        </button>
      )}
      {deleting && (
        <DeleteDialog
          conversation={deleting}
          open={deleting.id === openConversationId}
          onClose={() => setDeleting(null)}
        />
      )}
    </>
  );
}

export interface ConversationListProps {
  readonly openConversationId: string | null;
  readonly onOpen?: () => void;
}
