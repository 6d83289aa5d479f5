import { Hono } from 'hono';
import { errorBody, MoveworksError, notFound } from './moveworks-error.ts';
import type { MoveworksService } from './moveworks-service.ts';
import { admit } from './request/admit.ts';
import type { MoveworksSite } from './request/define-route.ts';
import { traceHeaders } from './request/trace-headers.ts';
import { addConversationRoutes } from './routes/conversation-routes.ts';
import { addEventRoute } from './routes/event-route.ts';
import { addFeedbackRoute } from './routes/feedback-route.ts';
import { addMessageRoutes } from './routes/message-routes.ts';
import { addResponseRoutes } from './routes/response-routes.ts';
import { addTokenRoute } from './routes/token-route.ts';

/** One generation of the Conversations API, to be mounted at its path. */
export function createMoveworks(site: MoveworksSite): Hono {
  const app = createApp();
  addConversationRoutes(app, site);
  addEventRoute(app, site);
  addResponseRoutes(app, site);
  addMessageRoutes(app, site);
  addFeedbackRoute(app, site);
  app.all('*', (context) => {
    admit(context, site.service, site.path);
    throw notFound();
  });
  return app;
}

/** The token endpoint, to be mounted at `/oauth/v1`; it is there whether the API is enabled or not. */
export function createMoveworksOauth(service: MoveworksService): Hono {
  const app = createApp();
  addTokenRoute(app, service);
  app.all('*', () => {
    throw notFound();
  });
  return app;
}

function createApp() {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(traceHeaders())) context.res.headers.set(name, value);
  });
  app.onError((error) => {
    if (error instanceof MoveworksError) {
      return Response.json(errorBody(error.code, error.message), { status: error.status });
    }
    console.error('The emulated Moveworks failed on its own account:', error);
    return Response.json(errorBody('INTERNAL_ERROR', 'Internal server error.'), { status: 500 });
  });
  return app;
}
