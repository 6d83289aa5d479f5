import * as v from 'valibot';

// Schemas rather than bare types, as the browser reads with them what the server has sent.

export const MESSAGE_REF = v.object({
  messageId: v.string(),
  conversationId: v.exactOptional(v.string()),
  responseId: v.exactOptional(v.string()),
  token: v.exactOptional(v.string()),
});

export const CONVERSATION = v.object({
  id: v.string(),
  title: v.string(),
  /** Milliseconds since 1970. */
  updatedAt: v.number(),
});

export const QUESTION = v.object({ role: v.literal('user'), id: v.string(), text: v.string() });

export const ANSWER = v.object({
  role: v.literal('assistant'),
  id: v.string(),
  /** Markdown. */
  text: v.string(),
  /** `answering` while the text still grows; `failed` when it ended before its time. */
  state: v.picklist(['answering', 'finished', 'failed']),
  /** How the answer is named when it is rated; `null` where the upstream takes no feedback on it. */
  ratable: v.nullable(MESSAGE_REF),
});

/** One message as it is shown: what a user asked, or what the assistant answered. */
export const CHAT_MESSAGE = v.variant('role', [QUESTION, ANSWER]);

export const CONVERSATIONS_PAGE = pageOf(CONVERSATION);
export const MESSAGES_PAGE = pageOf(CHAT_MESSAGE);
/** What a chat shows before anything has been said. */
export const INTRODUCTION = v.object({
  /** `null` where nobody has written one. */
  greeting: v.nullable(v.string()),
  suggestedQuestions: v.array(v.string()),
});

export const RATABLE = ANSWER.entries.ratable;

export type Conversation = v.InferOutput<typeof CONVERSATION>;
export type Introduction = v.InferOutput<typeof INTRODUCTION>;
export type Question = v.InferOutput<typeof QUESTION>;
export type Answer = v.InferOutput<typeof ANSWER>;
export type ChatMessage = v.InferOutput<typeof CHAT_MESSAGE>;

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next part; opaque, and `null` when there is none. */
  readonly cursor: string | null;
}

function pageOf<const Schema extends v.GenericSchema>(item: Schema) {
  return v.object({ items: v.array(item), cursor: v.nullable(v.string()) });
}
