import type { Context, Hono } from 'hono';
import { MoveworksError } from '../moveworks-error.ts';
import type { MoveworksService } from '../moveworks-service.ts';
import { admit, type MoveworksPath } from './admit.ts';

/** Adds a path with its methods, of which every caller is known; any other method is 405. */
export function defineRoute(app: Hono, site: MoveworksSite, path: string, handlers: RouteHandlers): void {
  app.all(path, (context) => {
    const user = admit(context, site.service, site.path);
    const handle = handlers[context.req.method.toLowerCase() as keyof RouteHandlers];
    if (!handle) throw new MoveworksError(405, 'METHOD_NOT_ALLOWED', 'The path has no such method.');
    return handle(context, user);
  });
}

/** One generation of the API. */
export interface MoveworksSite {
  readonly service: MoveworksService;
  readonly path: MoveworksPath;
}

type RouteHandlers = Partial<Record<'get' | 'post' | 'patch', RouteHandler>>;

type RouteHandler = (context: Context, user: string) => Response | Promise<Response>;
