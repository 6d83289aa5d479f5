import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { createProxySubmit } from '../wire/proxy-submit.ts';

describe('a page from something between the browser and the proxy', () => {
  it.each([401, 402, 403, 404, 409, 410, 413, 422, 451])(
    'neither refuses nor holds the rating with status %i, and the next attempt saves it',
    async (status) => {
      const { clock, openTab } = setUpBrowser();
      const html = { status, headers: { 'content-type': 'text/html' } };
      const fetch = vi.fn(async (_address: RequestInfo | URL, init?: RequestInit) => {
        if (init?.method === 'GET') return Response.json({ items: [] });
        if (fetch.mock.calls.length < 3) return new Response('<h1>Please wait</h1>', html);
        const { feedback, stamp } = JSON.parse(String(init?.body));
        return Response.json({ status: 'accepted', feedback, stamp, undoUntil: null, final: false });
      });
      const { client, shown } = openTab({ submit: createProxySubmit({ endpoint: '/feedback', fetch }) });
      client.rate(message, 'like');
      await vi.waitFor(async () => {
        await clock.advance(1_000);
        expect(shown().delivery).toBe('settled');
      });
      expect(shown()).toMatchObject({
        feedback: { rating: 'like' },
        confirmed: { feedback: { rating: 'like' } },
        refusal: null,
      });
    },
  );
});
