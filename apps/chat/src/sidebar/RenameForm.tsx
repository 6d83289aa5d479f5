import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Conversation } from '../../contract/chat.ts';
import { codeOfError } from '../../contract/chat-error.ts';
import { CHAT_LIMITS } from '../../contract/limits.ts';
import { chatClient } from '../api/chat-client.ts';
import { isComposing } from '../input-composition.ts';
import { useWords } from '../language/useLanguage.ts';
import { conversationsQuery } from '../queries/conversations-query.ts';

/** Replaces a conversation's title while the user renames it: Enter saves, Escape cancels. */
export function RenameForm({ conversation, onClose }: RenameFormProps) {
  const [title, setTitle] = useState(conversation.title);
  const problem = useId();
  const words = useWords();
  const queryClient = useQueryClient();
  const rename = useMutation({
    mutationFn: (newTitle: string) => chatClient.renameConversation(conversation.id, newTitle),
    onSuccess: async () => {
      await queryClient.invalidateQueries(conversationsQuery);
      onClose(true);
    },
  });

  const newTitle = title.trim();
  const save = () => {
    if (rename.isPending) return;
    if (newTitle === '' || newTitle === conversation.title) onClose(true);
    else rename.mutate(newTitle);
  };

  return (
    <form
      className="rename-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        aria-label={words.title}
        aria-describedby={rename.isError ? problem : undefined}
        aria-invalid={rename.isError}
        // biome-ignore lint/a11y/noAutofocus: the user has just asked for this field.
        autoFocus
        dir="auto"
        maxLength={CHAT_LIMITS.titleLength}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event)) return;
          // Escape would also close the drawer.
          event.preventDefault();
          onClose(true);
        }}
        onBlur={() => newTitle === conversation.title && onClose(false)}
      />
      <button type="submit" className="quiet-button">
        {rename.isPending ? words.saving : words.save}
      </button>
      {rename.isError && (
        <p id={problem} role="alert" className="rename-problem">
          {words.errors[codeOfError(rename.error)]}
        </p>
      )}
    </form>
  );
}

export interface RenameFormProps {
  readonly conversation: Conversation;
  readonly onClose: (giveFocusBack: boolean) => void;
}
