import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Conversation } from '../../contract/chat.ts';
import { useAbout } from '../about/useAbout.ts';
import { Icon } from '../Icon.tsx';
import { RenameForm } from './RenameForm.tsx';

/** One conversation of the list: opens it, and renames or deletes it if the upstream can. */
export function ConversationItem({ conversation, open, onOpen, onDelete }: ConversationItemProps) {
  const [renaming, setRenaming] = useState(false);
  const renameButton = useRef<HTMLButtonElement>(null);
  const focusBack = useRef(false);
  useEffect(() => {
    if (!renaming && focusBack.current) renameButton.current?.focus();
    focusBack.current = false;
  }, [renaming]);
  const about = useAbout();
  const title = conversation.title || 'Conversation';

  return (
    <li className="conversation" data-open={open || undefined}>
      {renaming ? (
        <RenameForm
          conversation={conversation}
          onClose={(giveFocusBack) => {
            focusBack.current = giveFocusBack;
            setRenaming(false);
          }}
        />
      ) : (
        <>
          <Link
            href={`/c/${conversation.id}`}
            className="conversation-link"
            aria-current={open ? 'page' : undefined}
            onClick={onOpen}
            dir="auto"
          >
            {title}
          </Link>
          {about?.canRename && (
            <button
              type="button"
              ref={renameButton}
              className="icon-button conversation-button"
              onClick={() => setRenaming(true)}
            >
              <Icon name="rename" />
              <span className="visually-hidden">Rename “{title}”</span>
            </button>
          )}
          {about?.canDelete && (
            <button type="button" className="icon-button conversation-button" onClick={onDelete}>
              <Icon name="remove" />
              <span className="visually-hidden">Delete “{title}”</span>
            </button>
          )}
        </>
      )}
    </li>
  );
}

export interface ConversationItemProps {
  readonly conversation: Conversation;
  /** Whether it is the open conversation. */
  readonly open: boolean;
  readonly onOpen?: () => void;
  readonly onDelete: () => void;
}
