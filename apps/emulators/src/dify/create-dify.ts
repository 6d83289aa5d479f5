import { Hono } from 'hono';
import { DifyError, HTML_NOT_FOUND, internalServerError } from './dify-error.ts';
import { type DifyService, generationOf } from './dify-service.ts';
import { addAppRoutes } from './routes/app-routes.ts';
import { addChatRoutes } from './routes/chat-routes.ts';
import { addCompletionRoutes } from './routes/completion-routes.ts';
import { addConversationRoutes } from './routes/conversation-routes.ts';
import { addFeedbackRoutes } from './routes/feedback-routes.ts';
import { addMessageListRoute } from './routes/message-list-route.ts';

/** Dify's service API, to be mounted at `/v1`. */
export function createDify(service: DifyService): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(CORS_HEADERS)) context.res.headers.set(name, value);
  });
  addFeedbackRoutes(app, service);
  addMessageListRoute(app, service);
  addConversationRoutes(app, service);
  addChatRoutes(app, service);
  addCompletionRoutes(app, service);
  addAppRoutes(app, service);
  app.all('*', (context) => context.html(HTML_NOT_FOUND, 404));
  app.onError((error) => {
    if (error instanceof DifyError) return answer(error);
    console.error('The emulated Dify failed on its own account:', error);
    return answer(internalServerError(generationOf(service)));
  });
  return app;
}

/** Dify opens its service API to any web page; that its key must not be there is another matter. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Content-Type, Authorization, X-App-Code',
  'Access-Control-Allow-Methods': 'GET, PUT, POST, DELETE, OPTIONS, PATCH',
  'Access-Control-Expose-Headers': 'X-Version, X-Env, X-Trace-Id',
} as const;

const answer = ({ status, body, headers }: DifyError) => Response.json(body, { status, headers });
