import { cookies } from 'next/headers';

/** Passes the question on to Dify, for the user of the session, and Dify's answer back as it comes. */
export async function POST(request: Request) {
  const session = await cookies();
  const user = session.get('session')?.value ?? crypto.randomUUID();
  session.set('session', user, { httpOnly: true, sameSite: 'lax' });
  const { question } = await request.json();
  const response = await fetch(`${process.env.DIFY_BASE_URL}/chat-messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.DIFY_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: question, user, inputs: {}, response_mode: 'streaming' }),
  });
  return new Response(response.body, { status: response.status });
}
