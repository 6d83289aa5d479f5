import { parseSigned, serializeSigned } from 'hono/utils/cookie';
import { SERVER_LIMITS } from './server-limits.ts';

const COOKIE = 'message-feedback-session';

export interface SessionOptions {
  /** Signs the cookies. Changing it makes every browser a new user. */
  readonly secret: string;
  /** Whether the browser sends the cookie over HTTPS only. */
  readonly secure: boolean;
}

/** Recognises each browser by a signed cookie that contains only a random user id. */
export interface Sessions {
  /** `null` without a cookie, or with one that was not signed with this secret. */
  userIdOf(request: Request): Promise<string | null>;
  /** The `Set-Cookie` header that extends this user's session by 400 days. */
  cookieFor(userId: string): Promise<string>;
}

export function createSessions({ secret, secure }: SessionOptions): Sessions {
  return {
    async userIdOf(request) {
      const header = request.headers.get('cookie');
      if (header === null) return null;
      const cookies = await parseSigned(header, secret, COOKIE);
      return cookies[COOKIE] || null;
    },

    cookieFor(userId) {
      return serializeSigned(COOKIE, userId, secret, {
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        secure,
        maxAge: SERVER_LIMITS.sessionSeconds,
      });
    },
  };
}
