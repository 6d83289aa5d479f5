import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Conversation } from '../../contract/chat.ts';
import { useAbout } from '../about/useAbout.ts';
import { IconButton } from '../IconButton.tsx';
import { useWords } from '../language/useLanguage.ts';
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
  const words = useWords();
  const title = conversation.title || words.untitled;

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
            <IconButton
              icon="rename"
              title={words.rename(title)}
              ref={renameButton}
              className="conversation-button"
              onClick={() => setRenaming(true)}
            />
          )}
          {about?.canDelete && (
            <IconButton
              icon="remove"
              title={words.remove(title)}
              className="conversation-button"
              onClick={onDelete}
            />
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
