import { mkdirSync } from 'node:fs';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createChatRoutes } from './chat-routes.ts';
import { checkOrigin } from './check-origin.ts';
import { createBuiltClient } from './client/built-client.ts';
import { createViteClient } from './client/vite-client.ts';
import { connectDify } from './connect-dify.ts';
import { createFeedback } from './create-feedback.ts';
import { listen } from './listen.ts';
import { createPages } from './pages.ts';
import type { ChatConfig } from './read-config.ts';
import { respondProblem } from './respond-problem.ts';
import { createRunningAnswers } from './running-answers.ts';
import { securityHeaders } from './security-headers.ts';
import { keptSessionSecret } from './session-secret.ts';
import { createSessions } from './sessions.ts';
import { trustedOriginsOf } from './trusted-origins.ts';
import { createDifyChat } from './upstreams/dify/create-dify-chat.ts';

export interface ChatServer {
  readonly url: string;
  /** `null` with a real Dify. */
  readonly operatorUrl: string | null;
  close(): Promise<void>;
}

/** Starts the whole demo: the chat, the feedback proxy and, where no Dify is given, an emulated one. Throws a `StartError`. */
export async function createChatServer(config: ChatConfig): Promise<ChatServer> {
  const { dataFolder, development, publicUrl } = config;
  mkdirSync(dataFolder, { recursive: true });

  const client = await (development ? createViteClient() : createBuiltClient());
  const dify = await connectDify(config);
  const upstream = createDifyChat(dify.access);
  const answers = createRunningAnswers(upstream);
  const sessions = createSessions({
    secret: config.sessionSecret ?? keptSessionSecret(dataFolder),
    secure: publicUrl?.protocol === 'https:',
  });
  const trustedOrigins = trustedOriginsOf(config);
  const feedback = createFeedback({
    dify: dify.access,
    dataFolder,
    userIdOf: sessions.userIdOf,
    trustedOrigins,
  });

  const app = new Hono();
  app.onError(respondProblem);
  if (!development) app.use(securityHeaders());
  app.all('/api/message-feedback', (context) => feedback.fetch(context.req.raw));
  app.use('/api/*', checkOrigin(trustedOrigins));
  app.route('/api', createChatRoutes({ upstream, answers, sessions }));
  app.route('/', createPages(client, sessions));

  const server = await listen(client.inFrontOf(getRequestListener(app.fetch)), config);
  return {
    url: server.url,
    operatorUrl: dify.operatorUrl,
    async close() {
      answers.close();
      await Promise.all([server.close(), client.close()]);
      await feedback.close();
      await dify.close();
    },
  };
}
