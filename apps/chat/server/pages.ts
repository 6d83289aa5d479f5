import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Client } from './client/client.ts';
import type { Sessions } from './sessions.ts';

/** The page and its files. Whoever opens the page gets a session, or keeps the one they have. */
export function createPages(client: Client, sessions: Sessions): Hono {
  const pages = new Hono();
  client.addFiles(pages);
  pages.get('*', async (context) => {
    const userId = (await sessions.userIdOf(context.req.raw)) ?? randomUUID();
    const page = await client.page(context.req.path);
    return context.html(page.replace(NOBODY, `data-user-id="${encodeURIComponent(userId)}"`), 200, {
      'set-cookie': await sessions.cookieFor(userId),
      'cache-control': 'private, no-cache',
    });
  });
  return pages;
}

/** The place in the page for whom it is for: scripts cannot read the cookie, and what is not sent yet is kept for each user apart. */
const NOBODY = 'data-user-id=""';
