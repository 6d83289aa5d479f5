import { describe, expect, it } from 'vitest';
import { createPages } from './pages.ts';
import { createSessions } from './sessions.ts';

const sessions = createSessions({ secret: 'a'.repeat(32), secure: false });
const pages = createPages(
  {
    page: async () => '<div id="root" data-user-id=""></div>',
    addFiles: () => {},
    inFrontOf: (app) => app,
    close: async () => {},
  },
  sessions,
);

describe('createPages', () => {
  it('gives a new browser a user id, in the page and in its cookie', async () => {
    const { cookie, userId } = await open();
    expect(userId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await sessions.userIdOf(returning(cookie))).toBe(userId);
  });

  it('recognises a browser that returns', async () => {
    const first = await open();
    expect((await open(first.cookie)).userId).toBe(first.userId);
  });

  it('gives each browser a different id', async () => {
    expect((await open()).userId).not.toBe((await open()).userId);
  });
});

async function open(cookie = '') {
  const response = await pages.request('/', { headers: { cookie } });
  const [, userId] = /data-user-id="([^"]*)"/.exec(await response.text()) ?? [];
  return { userId, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

const returning = (cookie: string) => new Request('http://chat.test/', { headers: { cookie } });
