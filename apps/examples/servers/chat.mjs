import { readSession, sessionCookie } from './session.mjs';

/** Passes the question on to Dify, for the user of the session, and Dify's answer back as it comes. */
export async function chat(request) {
  const user = readSession(request) ?? crypto.randomUUID();
  const { question } = await request.json();
  const response = await fetch(`${process.env.DIFY_BASE_URL}/chat-messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.DIFY_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: question, user, inputs: {}, response_mode: 'streaming' }),
  });
  return new Response(response.body, {
    status: response.status,
    headers: { 'content-type': 'text/event-stream', 'set-cookie': sessionCookie(user) },
  });
}
