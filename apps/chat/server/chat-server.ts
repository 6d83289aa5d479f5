import { mkdirSync } from 'node:fs';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { aboutOf } from './about.ts';
import { createChatRoutes } from './chat-routes.ts';
import { createBuiltClient } from './client/built-client.ts';
import { createViteClient } from './client/vite-client.ts';
import type { ChatConfig } from './config.ts';
import { startFeedbackProxy } from './feedback-proxy.ts';
import { keptSecret } from './kept-secret.ts';
import { listen } from './listener.ts';
import { checkChatOrigin } from './origin.ts';
import { createPages } from './pages.ts';
import { respondProblem } from './problem-response.ts';
import { createRunningAnswers } from './running-answers.ts';
import { sealReferences } from './sealed-references.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessions } from './sessions.ts';
import { trustedOriginsOf } from './trusted-origins.ts';
import { connectUpstream } from './upstream-connection.ts';

export interface ChatServer {
  readonly url: string;
  /** `null` with a real upstream. */
  readonly operatorUrl: string | null;
  close(): Promise<void>;
}

/**
 * Starts the whole demo: the chat, the feedback proxy and, if no upstream is configured, an
 * emulated one. Throws a `StartError`.
 */
export async function createChatServer(config: ChatConfig): Promise<ChatServer> {
  const { dataFolder, development, publicUrl } = config;
  mkdirSync(dataFolder, { recursive: true });

  const client = await (development ? createViteClient() : createBuiltClient());
  const { chat, adapter, operatorUrl, close: closeUpstream } = await connectUpstream(config);
  const sealingKeys = [{ id: 'kept', key: keptSecret(dataFolder, 'sealing-key') }];
  // An upstream that checks ownership itself needs no sealed references.
  const upstream = adapter.ownership === 'host' ? sealReferences(chat, { sealingKeys, adapter }) : chat;
  const answers = createRunningAnswers(upstream);
  const sessions = createSessions({
    secret: config.sessionSecret ?? keptSecret(dataFolder, 'session-secret'),
    secure: publicUrl?.protocol === 'https:',
  });
  const trustedOrigins = trustedOriginsOf(config);
  const { userIdOf } = sessions;
  const feedbackProxy = startFeedbackProxy({ adapter, sealingKeys, dataFolder, userIdOf, trustedOrigins });
  const about = aboutOf({ upstream: config.upstream, chat, adapter, operatorUrl });

  const app = new Hono();
  app.onError(respondProblem);
  if (!development) app.use(securityHeaders());
  app.all('/api/message-feedback', (context) => feedbackProxy.fetch(context.req.raw));
  app.use('/api/*', checkChatOrigin(trustedOrigins));
  app.route('/api', createChatRoutes({ upstream, answers, sessions, about }));
  app.route('/', createPages(client, sessions));

  const server = await listen(client.inFrontOf(getRequestListener(app.fetch)), config);
  return {
    url: server.url,
    operatorUrl,
    async close() {
      answers.close();
      await Promise.all([server.close(), client.close()]);
      await feedbackProxy.close();
      await closeUpstream();
    },
  };
}
