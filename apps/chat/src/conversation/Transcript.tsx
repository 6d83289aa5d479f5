import { IconButton } from '../IconButton.tsx';
import { useWords } from '../language/useLanguage.ts';
import { Announcer } from './Announcer.tsx';
import { AssistantMessage } from './AssistantMessage.tsx';
import { FailureNote } from './FailureNote.tsx';
import { UserMessage } from './UserMessage.tsx';
import type { useChat } from './useChat.ts';
import { useStickToEnd } from './useStickToEnd.ts';

/**
 * The messages of a conversation, the latest at the end, which stays in view while an answer grows.
 */
export function Transcript({ chat }: { readonly chat: ReturnType<typeof useChat> }) {
  const words = useWords();
  const { messages, saved } = chat;
  const latestQuestion = messages.findLast(({ role }) => role === 'user');
  const onAsk = chat.answering ? null : chat.ask;
  let question = '';
  const { scroller, content, atEnd, scrollToEnd } = useStickToEnd(latestQuestion?.id);

  return (
    <div className="transcript-frame">
      {/* Not live, as a screen reader would speak each part of a growing answer: the announcer speaks it once, complete. */}
      <div
        className="transcript"
        role="log"
        aria-label={words.messages}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be focusable.
        tabIndex={0}
        ref={scroller}
      >
        <div className="transcript-content" ref={content}>
          {saved.hasNextPage && (
            <button
              type="button"
              className="quiet-button earlier-button"
              onClick={() => void saved.fetchNextPage()}
            >
              {saved.isFetchingNextPage ? words.loading : words.showEarlier}
            </button>
          )}
          {saved.isLoading && messages.length === 0 && <p className="note">{words.loading}</p>}
          {messages.map((message) => {
            if (message.role === 'assistant') {
              return (
                <AssistantMessage key={message.id} message={message} question={question} onAsk={onAsk} />
              );
            }
            question = message.text;
            return <UserMessage key={message.id} text={message.text} />;
          })}
          {chat.failure && <FailureNote code={chat.failure} onTryAgain={chat.tryAgain} />}
        </div>
      </div>
      {!atEnd && (
        <IconButton icon="down" title={words.toLatest} className="to-end-button" onClick={scrollToEnd} />
      )}
      <Announcer messages={messages} log={scroller} />
    </div>
  );
}
