import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { navigate } from 'wouter/use-browser-location';
import type { Conversation } from '../../contract/chat.ts';
import { codeOfError } from '../../contract/chat-error.ts';
import { chatClient } from '../api/chat-client.ts';
import { useWords } from '../language/useLanguage.ts';
import { pageLiveAnswers } from '../live/page-live-answers.ts';
import { conversationsQuery } from '../queries/conversations-query.ts';
import { messagesQuery } from '../queries/messages-query.ts';

/** Asks before a conversation is deleted, because that cannot be undone. */
export function DeleteDialog({ conversation, open, onClose }: DeleteDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const words = useWords();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => chatClient.deleteConversation(conversation.id),
    onSuccess: async () => {
      if (open) navigate('/');
      pageLiveAnswers.forget(conversation.id);
      queryClient.removeQueries(messagesQuery(conversation.id));
      await queryClient.invalidateQueries(conversationsQuery);
      dialog.current?.close();
      // The button that opened this dialog is removed with its conversation.
      document.querySelector<HTMLElement>('.new-chat')?.focus();
    },
  });
  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{words.removeHeading}</h2>
      <p>{words.removeText(conversation.title || words.untitled)}</p>
      {remove.isError && <p role="alert">{words.errors[codeOfError(remove.error)]}</p>}
      <div className="dialog-buttons">
        <button type="button" className="quiet-button" onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
        <button type="button" className="danger-button" onClick={() => !remove.isPending && remove.mutate()}>
          {remove.isPending ? words.removing : words.removeNow}
        </button>
      </div>
    </dialog>
  );
}

export interface DeleteDialogProps {
  readonly conversation: Conversation;
  /** Whether it is the open conversation. */
  readonly open: boolean;
  readonly onClose: () => void;
}
