import { Icon } from '../Icon.tsx';
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
  const { messages, saved } = chat;
  const latestQuestion = messages.findLast(({ role }) => role === 'user');
  const { scroller, content, atEnd, scrollToEnd } = useStickToEnd(latestQuestion?.id);

  return (
    <div className="transcript-frame">
      {/* Not live, as a screen reader would speak each part of a growing answer: the announcer speaks it once, complete. */}
      <div
        className="transcript"
        role="log"
        aria-label="Messages"
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
              {saved.isFetchingNextPage ? 'Loading…' : 'Show earlier messages'}
            </button>
          )}
          {saved.isLoading && messages.length === 0 && <p className="note">Loading the messages…</p>}
          {messages.map((message) =>
            message.role === 'user' ? (
              <UserMessage key={message.id} text={message.text} />
            ) : (
              <AssistantMessage key={message.id} message={message} />
            ),
          )}
          {chat.failure && <FailureNote code={chat.failure} onTryAgain={chat.tryAgain} />}
        </div>
      </div>
      {!atEnd && (
        <button type="button" className="icon-button to-end-button" onClick={scrollToEnd}>
          <Icon name="down" />
          <span className="visually-hidden">Go to the latest message</span>
        </button>
      )}
      <Announcer messages={messages} log={scroller} />
    </div>
  );
}
