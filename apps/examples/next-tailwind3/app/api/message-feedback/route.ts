import { createFeedbackProxy, type FeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'libsql';
import { cookies } from 'next/headers';

let proxy: FeedbackProxy | undefined;

/** Made by the first request: `next build` evaluates this file, without keys and without a database. */
function getProxy() {
  proxy ??= createFeedbackProxy({
    adapter: createDifyAdapter({
      apiKey: process.env.DIFY_API_KEY ?? '',
      baseUrl: process.env.DIFY_BASE_URL ?? 'https://api.dify.ai/v1',
    }),
    // The user whom the chat's route gives to Dify.
    identify: async () => (await cookies()).get('session')?.value ?? null,
    store: createSqliteStore({ database: new Database(process.env.DATABASE ?? 'feedback.sqlite') }),
    trustedOrigins: [process.env.ORIGIN ?? 'http://localhost:3000'],
  });
  return proxy;
}

export const GET = (request: Request) => getProxy().fetch(request);
export const POST = GET;
export const OPTIONS = GET;
