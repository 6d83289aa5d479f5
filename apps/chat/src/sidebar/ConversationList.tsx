import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Conversation } from '../../contract/chat.ts';
import { conversationsQuery } from '../queries/conversations-query.ts';
import { ConversationItem } from './ConversationItem.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';

/** The conversations, latest first. */
export function ConversationList({ openConversationId, onOpen }: ConversationListProps) {
  const { data, isPending, isError, refetch, hasNextPage, fetchNextPage } =
    useInfiniteQuery(conversationsQuery);
  const [deleting, setDeleting] = useState<Conversation | null>(null);
  const conversations = data?.pages.flatMap(({ items }) => items) ?? [];

  return (
    <>
      <h2 className="sidebar-heading">Conversations</h2>
      {isPending && <p className="note">Loading…</p>}
      {isError && (
        <div className="note" role="alert">
          <p>The conversations could not be loaded.</p>
          <button type="button" className="quiet-button" onClick={() => void refetch()}>
            Try again
          </button>
        </div>
      )}
      {data && conversations.length === 0 && <p className="note">None yet.</p>}
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
          Show older
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
