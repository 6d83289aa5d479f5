import type { Context } from 'hono';
import * as v from 'valibot';
import { ChatError } from '../contract/chat-error.ts';
import { CHAT_LIMITS } from '../contract/limits.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(CHAT_LIMITS.idLength));
const text = (longest: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest));

export const ASK_BODY = v.strictObject({
  conversationId: v.nullable(id),
  question: text(CHAT_LIMITS.questionLength),
});

export const RENAME_BODY = v.strictObject({ title: text(CHAT_LIMITS.titleLength) });

/**
 * Parses the body of a request. Throws a `ChatError` with code `invalid_request` if it does not
 * match the schema.
 */
export async function readBody<const Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, await context.req.json().catch(() => undefined));
  if (parsed.success) return parsed.output;
  throw new ChatError('invalid_request');
}
