import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Client } from './client/client.ts';
import type { Sessions } from './sessions.ts';

/**
 * The page and its files. A browser that opens the page gets a session, or keeps the one it has.
 */
export function createPages(client: Client, sessions: Sessions): Hono {
  const pages = new Hono();
  client.addFiles(pages);
  pages.get('*', async (context) => {
    const userId = (await sessions.userIdOf(context.req.raw)) ?? randomUUID();
    const page = await client.page(context.req.path);
    return context.html(
      page.replace(USER_ID_PLACEHOLDER, `data-user-id="${encodeURIComponent(userId)}"`),
      200,
      {
        'set-cookie': await sessions.cookieFor(userId),
        'cache-control': 'private, no-cache',
      },
    );
  });
  return pages;
}

/**
 * The placeholder for the user id: scripts cannot read the cookie, and unsent feedback is stored
 * per user.
 */
const USER_ID_PLACEHOLDER = 'data-user-id=""';
