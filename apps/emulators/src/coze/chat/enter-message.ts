import * as v from 'valibot';

/** A message as a caller puts it into a conversation or a chat. */
export const enterMessageSchema = v.object({
  role: v.picklist(['user', 'assistant']),
  type: v.nullish(v.picklist(['question', 'answer', 'function_call', 'tool_output', 'tool_response'])),
  content: v.optional(v.string(), ''),
  content_type: v.nullish(v.picklist(['text', 'object_string'])),
  meta_data: v.optional(v.record(v.string(), v.string()), {}),
});

export type EnterMessage = v.InferOutput<typeof enterMessageSchema>;

/** Its type is what goes with its role, when it is left out. */
export const typeOf = ({ role, type }: EnterMessage) => type ?? (role === 'user' ? 'question' : 'answer');

/** The words of a message; of text among files only the text. */
export function wordsOf(content: string, contentType: string | null | undefined): string {
  if (contentType !== 'object_string') return content;
  const parts = v.safeParse(partsSchema, parseJson(content));
  return parts.success ? parts.output.map(({ text }) => text).join(' ') : content;
}

const partsSchema = v.array(v.object({ type: v.string(), text: v.optional(v.string(), '') }));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
