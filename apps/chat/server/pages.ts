import { Hono } from 'hono';
import type { Client } from './client/client.ts';
import type { Sessions } from './sessions.ts';

/** The page and its files. Whoever opens the page gets a session, or keeps the one they have. */
export function createPages(client: Client, sessions: Sessions): Hono {
  const pages = new Hono();
  client.addFiles(pages);
  pages.get('*', async (context) => {
    const cookie = await sessions.cookieFor(await sessions.userIdOf(context.req.raw));
    return context.html(await client.page(context.req.path), 200, {
      'set-cookie': cookie,
      'cache-control': 'private, no-cache',
    });
  });
  return pages;
}
