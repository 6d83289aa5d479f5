import { createUIMessageStream, createUIMessageStreamResponse, type UIMessage } from 'ai';
import { cookies } from 'next/headers';
import { readDify } from './read-dify';

/** Asks Dify for the user of the session, and streams its answer as the AI SDK expects it. */
export async function POST(request: Request) {
  const { messages } = (await request.json()) as { messages: UIMessage[] };
  const question = messages.at(-1)?.parts.map((part) => (part.type === 'text' ? part.text : ''));
  const session = await cookies();
  const user = session.get('session')?.value ?? crypto.randomUUID();
  session.set('session', user, { httpOnly: true, sameSite: 'lax' });
  const response = await fetch(`${process.env.DIFY_BASE_URL}/chat-messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.DIFY_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: question?.join(''), user, inputs: {}, response_mode: 'streaming' }),
  });

  const stream = createUIMessageStream({
    async execute({ writer }) {
      let id: string | undefined;
      for await (const { messageId, delta } of readDify(response)) {
        if (id === undefined) {
          id = messageId;
          // The message has Dify's id from its first chunk, so it can be rated while it streams.
          writer.write({ type: 'start', messageId });
          writer.write({ type: 'text-start', id });
        }
        writer.write({ type: 'text-delta', id, delta });
      }
      if (id !== undefined) writer.write({ type: 'text-end', id });
    },
  });
  return createUIMessageStreamResponse({ stream });
}
