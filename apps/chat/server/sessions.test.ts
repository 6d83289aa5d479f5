import { describe, expect, it } from 'vitest';
import { createSessions } from './sessions.ts';

const sessions = createSessions({ secret: 'a'.repeat(32), secure: false });

describe('createSessions', () => {
  it('recognises a browser by its cookie', async () => {
    expect(await sessions.userIdOf(returning(await sessions.cookieFor('user-one')))).toBe('user-one');
  });

  it('does not recognise a browser without a cookie', async () => {
    expect(await sessions.userIdOf(new Request('http://chat.test/'))).toBeNull();
  });

  it('rejects a cookie that was changed, or signed with another secret', async () => {
    const cookie = await sessions.cookieFor('user-one');
    expect(await sessions.userIdOf(returning(cookie.replace('user-one', 'user-onf')))).toBeNull();
    const stranger = createSessions({ secret: 'b'.repeat(32), secure: false });
    expect(await stranger.userIdOf(returning(cookie))).toBeNull();
  });

  it('hides the cookie from scripts and other sites, and under HTTPS from plain HTTP', async () => {
    expect(await sessions.cookieFor('user-one')).toMatch(
      /Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const secure = createSessions({ secret: 'a'.repeat(32), secure: true });
    expect(await secure.cookieFor('user-one')).toContain('; Secure');
  });
});

const returning = (setCookie: string) =>
  new Request('http://chat.test/', { headers: { cookie: setCookie.split(';')[0] ?? '' } });
