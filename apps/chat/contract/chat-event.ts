import * as v from 'valibot';
import { FEEDBACK_REF, MESSAGE_REF } from './chat.ts';
import { CHAT_ERRORS, type ChatErrorCode } from './chat-error.ts';

/**
 * The events of an answer: `started` once, then any number of `delta` and `replaced`, then either
 * `finished` or `failed`. A failure before the answer has an id comes without `started`. If an
 * answer can be rated only once it is complete, `ratable` comes before the end.
 */
export const CHAT_EVENT = v.variant('type', [
  v.object({
    type: v.literal('started'),
    conversationId: v.string(),
    messageId: v.string(),
    feedbackRef: FEEDBACK_REF,
  }),
  v.object({ type: v.literal('delta'), text: v.string() }),
  /** Replaces all the text so far, for example after the upstream's moderation. */
  v.object({ type: v.literal('replaced'), text: v.string() }),
  v.object({ type: v.literal('ratable'), feedbackRef: MESSAGE_REF }),
  v.object({ type: v.literal('finished') }),
  v.object({ type: v.literal('failed'), code: v.picklist(Object.keys(CHAT_ERRORS) as ChatErrorCode[]) }),
]);

export type ChatEvent = v.InferOutput<typeof CHAT_EVENT>;
