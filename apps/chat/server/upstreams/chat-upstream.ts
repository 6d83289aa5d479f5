import type { UpstreamMessage } from '@message-feedback/proxy';
import type { Answer, Conversation, Introduction, Page, Question } from '../../contract/chat.ts';

/**
 * The assistant behind the chat. Each vendor has a folder next to this file, and the rest of the
 * server does not know which one runs. A function that a vendor has no call for is absent, and the
 * page does not offer it.
 *
 * Every function throws a `ChatError`: an `upstream_…` code if the upstream fails,
 * `conversation_not_found` if there is no such conversation of this user.
 */
export interface ChatUpstream {
  /** Latest first. */
  listConversations(request: ListConversations): Promise<Page<Conversation>>;
  /**
   * Oldest first within the page; the first page holds the latest messages and its cursor leads to
   * earlier ones. An answer that is still coming in may be missing.
   */
  listMessages(request: ListMessages): Promise<Page<UpstreamChatMessage>>;
  /** Asks a question. The answer is complete when the events end. */
  send(request: SendQuestion): AsyncIterable<UpstreamEvent>;
  /** Stops an answer, which then ends early. */
  stop?(request: StopAnswer): Promise<void>;
  renameConversation?(request: RenameConversation): Promise<void>;
  deleteConversation?(request: ConversationRequest): Promise<void>;
  /** A greeting and suggested questions, if the app defines them. */
  introduction?(request: UserRequest): Promise<Introduction>;
}

export type UpstreamChatMessage = Question | UpstreamChatAnswer;

/** An answer with the ids for its feedback, some of which are not for the browser. */
export interface UpstreamChatAnswer extends Omit<Answer, 'feedbackRef'> {
  readonly feedbackRef: UpstreamMessage | null;
}

export type UpstreamEvent =
  | {
      readonly type: 'started';
      readonly conversationId: string;
      readonly messageId: string;
      /** `null` if the answer cannot be rated, or only after `ratable`. */
      readonly feedbackRef: UpstreamMessage | null;
      /** Names the running answer for `stop`; empty where there is no `stop`. */
      readonly stopHandle: string;
    }
  | { readonly type: 'delta'; readonly text: string }
  | { readonly type: 'replaced'; readonly text: string }
  /** From now on the answer can be rated. */
  | { readonly type: 'ratable'; readonly feedbackRef: UpstreamMessage };

export interface UserRequest {
  readonly userId: string;
  readonly signal: AbortSignal;
}

export interface ConversationRequest extends UserRequest {
  readonly conversationId: string;
}

export interface ListConversations extends UserRequest {
  readonly cursor: string | null;
}

export interface ListMessages extends ConversationRequest {
  readonly cursor: string | null;
}

export interface SendQuestion extends UserRequest {
  /** `null` begins a new conversation. */
  readonly conversationId: string | null;
  readonly question: string;
}

export interface StopAnswer extends UserRequest {
  readonly stopHandle: string;
}

export interface RenameConversation extends ConversationRequest {
  readonly title: string;
}
