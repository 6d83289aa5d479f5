import * as v from 'valibot';

// Schemas instead of types, because the browser parses the server's responses with them.

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
  /** `answering` while the text still grows; `failed` if it ended early. */
  state: v.picklist(['answering', 'finished', 'failed']),
  /** The reference for feedback; `null` if the upstream accepts no feedback for the answer, or not yet. */
  feedbackRef: v.nullable(MESSAGE_REF),
});

/** One displayed message: a question of the user, or an answer of the assistant. */
export const CHAT_MESSAGE = v.variant('role', [QUESTION, ANSWER]);

export const CONVERSATIONS_PAGE = pageOf(CONVERSATION);
export const MESSAGES_PAGE = pageOf(CHAT_MESSAGE);
/** What an empty chat shows. */
export const INTRODUCTION = v.object({
  /** `null` if the app defines none. */
  greeting: v.nullable(v.string()),
  suggestedQuestions: v.array(v.string()),
});

export const FEEDBACK_REF = ANSWER.entries.feedbackRef;

export type Conversation = v.InferOutput<typeof CONVERSATION>;
export type Introduction = v.InferOutput<typeof INTRODUCTION>;
export type Question = v.InferOutput<typeof QUESTION>;
export type Answer = v.InferOutput<typeof ANSWER>;
export type ChatMessage = v.InferOutput<typeof CHAT_MESSAGE>;

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Requests the next part; opaque, and `null` if there is none. */
  readonly cursor: string | null;
}

function pageOf<const Schema extends v.GenericSchema>(item: Schema) {
  return v.object({ items: v.array(item), cursor: v.nullable(v.string()) });
}
