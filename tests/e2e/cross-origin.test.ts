import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFeedbackProxy, type FeedbackProxy, type RateLimiter } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createNodeListener } from '@message-feedback/proxy/node';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumLaunch } from '../../scripts/browsers.mjs';
import { bundlePage } from './bundle-page.ts';
import { type ServedPage, serveFolder } from './everybody/serve-folder.ts';

const MESSAGE_ID = '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11';
const PATH = '/api/message-feedback';

let folder: string;
let browser: Browser;
/** Two sites with the same page. The API trusts only the first. */
let trusted: ServedPage;
let stranger: ServedPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'message-feedback-cross-origin-'));
  await bundlePage(join(import.meta.dirname, 'cross-origin'), folder);
  [trusted, stranger] = [await serveFolder(folder), await serveFolder(folder)];
  browser = await chromium.launch(chromiumLaunch() ?? {});
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([trusted?.close(), stranger?.close()]);
  await rm(folder, { recursive: true, force: true });
});

let api: Api;
let page: Page;
beforeEach(async () => {
  api = await serveApi(trusted.url);
  page = await (await browser.newContext()).newPage();
  // Signs in at the API's own origin.
  await page.goto(`${api.url}/sign-in`);
});
afterEach(async () => {
  await page.context().close();
  await api.close();
});

describe('a page whose API is on another origin', () => {
  it('rates with the user’s session, and shows the rating after a reload', async () => {
    await open(page, trusted);
    await like(page).click();
    await page.getByText('Thanks for your feedback.').waitFor();
    expect(api.received).toEqual([{ user: 'ada', rating: 'like' }]);

    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await like(page).and(page.locator('[aria-pressed="true"]')).waitFor();
  });

  it('can read when to try again', async () => {
    await open(page, trusted);
    api.limit();
    const seen = await page.evaluate(async (url) => {
      const response = await fetch(url, { credentials: 'include' });
      return [response.status, response.headers.get('retry-after'), response.headers.get('x-request-id')];
    }, `${api.url}${PATH}?messageId=${MESSAGE_ID}`);
    expect(seen).toEqual([429, '3', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it('can neither rate nor read if the API does not trust its origin', async () => {
    await open(page, trusted);
    await like(page).click();
    await page.getByText('Thanks for your feedback.').waitFor();

    await open(page, stranger);
    const seen = await page.evaluate(
      async ([url, messageId]) => {
        const feedback = { rating: 'dislike', reasons: [], comment: '' };
        const stamp = `${String(Date.now()).padStart(15, '0')}-00000-stranger`;
        const body = JSON.stringify({ message: { messageId }, feedback, stamp });
        const common = { method: 'POST', body, credentials: 'include' } as const;
        const attempts = [
          fetch(`${url}?messageId=${messageId}`, { credentials: 'include' }),
          fetch(url, { ...common, headers: { 'content-type': 'application/json' } }),
          // Without a preflight, as a form would send it.
          fetch(url, { ...common, headers: { 'content-type': 'text/plain' } }),
        ];
        return (await Promise.allSettled(attempts)).map(({ status }) => status);
      },
      [`${api.url}${PATH}`, MESSAGE_ID] as const,
    );
    expect(seen).toEqual(['rejected', 'rejected', 'rejected']);
    expect(api.received).toEqual([{ user: 'ada', rating: 'like' }]);
  });
});

const like = (page: Page) => page.getByRole('button', { name: 'Good response' });

async function open(page: Page, { url }: ServedPage): Promise<void> {
  const query = new URLSearchParams({ endpoint: `${api.url}${PATH}`, messageId: MESSAGE_ID });
  await page.goto(`${url}/?${query}`);
  await like(page).waitFor();
}

/** The API: a session cookie and the proxy, in front of a Dify that takes everything. */
async function serveApi(trustedOrigin: string): Promise<Api> {
  const received: unknown[] = [];
  let limited = false;
  const limiter: RateLimiter = {
    consume: async () => (limited ? Promise.reject({ msBeforeNext: 3_000 }) : undefined),
  };
  const proxy: FeedbackProxy = createFeedbackProxy({
    adapter: createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' }),
    identify: ({ headers }) => (headers.get('cookie') === 'session=of-ada' ? 'ada' : null),
    trustedOrigins: [trustedOrigin],
    limiter,
    async fetch(_, init) {
      const { user, rating } = JSON.parse(String(init?.body)) as Record<string, unknown>;
      received.push({ user, rating });
      return Response.json({ result: 'success' });
    },
  });
  const listener = createNodeListener(proxy);
  const served = await serveFolder(folder, {
    respond(request, response) {
      if (request.url === '/sign-in') {
        response.setHeader('set-cookie', 'session=of-ada; Path=/; HttpOnly; SameSite=Lax').end();
      } else if (request.url?.startsWith(PATH)) listener(request, response);
      else return false;
      return true;
    },
  });
  return {
    url: served.url,
    received,
    limit() {
      limited = true;
    },
    async close() {
      await served.close();
      await proxy.close();
    },
  };
}

interface Api {
  readonly url: string;
  /** What Dify got. */
  readonly received: readonly unknown[];
  /** Refuses all further requests with 429. */
  limit(): void;
  close(): Promise<void>;
}
