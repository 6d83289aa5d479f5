/** The user of the request's session cookie; `null` without one. Your own sessions know more. */
export function readSession(request) {
  return /(?:^|; )session=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? null;
}

/** A cookie that scripts cannot read. Its id is a secret of the browser and of this server. */
export function sessionCookie(userId) {
  return `session=${userId}; Path=/; HttpOnly; SameSite=Lax`;
}
