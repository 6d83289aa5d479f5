import { Hono } from 'hono';
import { CozeError, NOT_FOUND } from './coze-error.ts';
import { fail } from './envelope.ts';
import { addOauthRoute } from './oauth/oauth-route.ts';
import type { CozeSite } from './request/define-route.ts';
import { addChatDetailRoutes } from './routes/chat-detail-routes.ts';
import { addChatRoutes } from './routes/chat-routes.ts';
import { addConversationRoutes } from './routes/conversation-routes.ts';
import { addFeedbackRoutes } from './routes/feedback-routes.ts';
import { addMessageListRoute } from './routes/message-list-route.ts';

/** One of Coze's two sites, to be mounted where its base URL points. */
export function createCoze(site: CozeSite): Hono {
  const app = new Hono();
  addOauthRoute(app, site);
  addChatRoutes(app, site);
  addChatDetailRoutes(app, site);
  addConversationRoutes(app, site);
  addMessageListRoute(app, site);
  addFeedbackRoutes(app, site);
  app.all('*', () => {
    throw new CozeError(NOT_FOUND, 'not found');
  });
  app.onError((error) => {
    if (error instanceof CozeError) return fail(site.service, error);
    console.error('The emulated Coze failed on its own account:', error);
    return fail(site.service, new CozeError(5000, 'Internal server error.'));
  });
  return app;
}
