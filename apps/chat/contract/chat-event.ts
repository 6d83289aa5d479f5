import * as v from 'valibot';
import { MESSAGE_REF, RATABLE } from './chat.ts';
import { CHAT_ERRORS, type ChatErrorCode } from './chat-error.ts';

/**
 * What the browser hears while an answer comes in: `started` once, then any number of `delta` and `replaced`, then either
 * `finished` or `failed`. A failure before the upstream has given the answer an id comes without `started`. Where an answer
 * can be rated only once it is complete, `ratable` says so before the end.
 */
export const CHAT_EVENT = v.variant('type', [
  v.object({
    type: v.literal('started'),
    conversationId: v.string(),
    messageId: v.string(),
    ratable: RATABLE,
  }),
  v.object({ type: v.literal('delta'), text: v.string() }),
  /** All the text so far gives way to this one, as when the upstream's moderation steps in. */
  v.object({ type: v.literal('replaced'), text: v.string() }),
  v.object({ type: v.literal('ratable'), ratable: MESSAGE_REF }),
  v.object({ type: v.literal('finished') }),
  v.object({ type: v.literal('failed'), code: v.picklist(Object.keys(CHAT_ERRORS) as ChatErrorCode[]) }),
]);

export type ChatEvent = v.InferOutput<typeof CHAT_EVENT>;
