import { createFeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'libsql';
import { readSession } from './session.mjs';

export const proxy = createFeedbackProxy({
  adapter: createDifyAdapter({
    apiKey: process.env.DIFY_API_KEY ?? '',
    baseUrl: process.env.DIFY_BASE_URL ?? 'https://api.dify.ai/v1',
  }),
  identify: readSession,
  store: createSqliteStore({ database: new Database(process.env.DATABASE ?? 'feedback.sqlite') }),
  trustedOrigins: [process.env.ORIGIN ?? 'http://localhost:3000'],
});
