import type { Context, Hono } from 'hono';
import { HTML_NOT_FOUND, methodNotAllowed } from '../dify-error.ts';

/**
 * Adds a path with all its methods: what is not among them is Dify's 405, OPTIONS is answered 200, and an `:id`
 * that is no hyphenated UUID matches no route at all, which Flask answers with a page.
 */
export function defineRoute(app: Hono, path: string, handlers: RouteHandlers): void {
  const names = Object.keys(handlers).map((name) => name.toUpperCase());
  const allowed = [...names, 'OPTIONS', ...(handlers.get ? ['HEAD'] : [])].sort().join(', ');
  app.all(path, (context) => {
    const id = context.req.param('id');
    if (id !== undefined && !HYPHENATED_UUID.test(id)) return context.html(HTML_NOT_FOUND, 404);
    const method = context.req.method.toLowerCase();
    if (method === 'options') return context.body('', 200, { Allow: allowed });
    const handle = handlers[method === 'head' ? 'get' : (method as keyof RouteHandlers)];
    if (!handle) throw methodNotAllowed(allowed);
    return handle(context, id?.toLowerCase() ?? '');
  });
}

type RouteHandlers = Partial<Record<'get' | 'post' | 'delete', RouteHandler>>;

type RouteHandler = (context: Context, id: string) => Response | Promise<Response>;

const HYPHENATED_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
