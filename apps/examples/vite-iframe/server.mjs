// Serves the widget, and a shop on another site that embeds it. Third-party cookies and storage may
// be blocked there, so the widget's page carries a signed token, which its scripts send along.
import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createFeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { Hono } from 'hono';

const { DIFY_API_KEY = '', DIFY_BASE_URL = 'https://api.dify.ai/v1', PORT = '3000' } = process.env;
const secret = randomBytes(32);
const sign = (user) => createHmac('sha256', secret).update(user).digest('base64url');

/** The user of the token; `null` if this server did not sign it. */
function readToken(request) {
  const [user = '', signature] = (request.headers.get('authorization') ?? '')
    .replace('Bearer ', '')
    .split('.');
  return signature === sign(user) ? user : null;
}

const proxy = createFeedbackProxy({
  adapter: createDifyAdapter({ apiKey: DIFY_API_KEY, baseUrl: DIFY_BASE_URL }),
  identify: readToken,
  trustedOrigins: [`http://localhost:${PORT}`],
});

async function chat(request) {
  const user = readToken(request);
  if (user === null) return new Response(null, { status: 401 });
  const { question } = await request.json();
  return fetch(`${DIFY_BASE_URL}/chat-messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DIFY_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: question, user, inputs: {}, response_mode: 'streaming' }),
  });
}

function widget() {
  const user = crypto.randomUUID();
  return readFileSync('dist/index.html', 'utf8').replace('%TOKEN%', `${user}.${sign(user)}`);
}

const shop = `<!doctype html>
<html lang="en" style="color-scheme: light dark">
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>A shop</title>
  <body>
    <h1>A shop</h1>
    <iframe src="http://localhost:${PORT}/widget" title="Support" style="border: 0; width: 100%; height: 600px"></iframe>
  </body>
</html>`;

const app = new Hono()
  .all('/api/message-feedback', ({ req }) => proxy.fetch(req.raw))
  .post('/api/chat', ({ req }) => chat(req.raw))
  .get('/widget', (context) => context.html(widget()))
  .get('/', (context) => context.html(shop))
  .use(serveStatic({ root: 'dist' }));

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' });
