import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { createScriptedSubmit, type ScriptedSubmit } from '../testing/scripted-submit.ts';
import { createProxySubmit } from '../wire/proxy-submit.ts';

/** A bot whose server does not know the other bot's messages. */
function botAt(destination: string): ScriptedSubmit & { readonly destination: string } {
  return Object.assign(createScriptedSubmit(), { destination });
}

describe('two destinations of one origin', () => {
  it.each([
    ['with different endpoints', '/api/help', '/api/shop'],
    ['with endpoints of which one starts with the other', '/api/feedback', '/api/feedback/shop'],
  ])('do not take each other’s unsent feedback: %s', async (_, help, shop) => {
    const { clock, storage, openTab } = setUpBrowser();
    const [helpBot, shopBot] = [botAt(help), botAt(shop)];
    helpBot.failAlways('network');
    shopBot.failAlways('message_not_found');
    const one = openTab({ submit: helpBot });
    const other = openTab({ submit: shopBot });
    other.client.start();
    one.client.rate(message, 'like');
    await clock.advance(60_000);
    other.page()?.wake();
    await clock.advance(60_000);
    expect(shopBot.received).toEqual([]);
    expect(other.shown().feedback.rating).toBeNull();
    other.client.purge();
    expect(storage.items.size).toBe(1);

    helpBot.failAlways(null);
    await clock.advance(60_000);
    expect(one.shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
  });

  it('stay apart under names that the host gives, at one endpoint', async () => {
    const { clock, openTab } = setUpBrowser();
    const [one, other] = [botAt('/api'), botAt('/api')];
    one.failAlways('network');
    const help = openTab({ submit: one, destination: 'help' });
    help.client.rate(message, 'like');
    await clock.advance(0);
    help.client.close();
    openTab({ submit: other, destination: 'shop' }).client.start();
    await clock.advance(60_000);
    expect(other.received).toEqual([]);
    openTab({ submit: other, destination: 'help' }).client.start();
    await clock.advance(60_000);
    expect(other.received).toHaveLength(1);
  });

  it('share no lock, so one bot does not wait for the other', async () => {
    const { clock, openTab } = setUpBrowser();
    const locked: string[] = [];
    const locks = {
      hold: (name: string, work: (free: boolean) => Promise<void>) => {
        locked.push(name);
        return work(true);
      },
    };
    for (const destination of ['/a', '/b'])
      openTab({ submit: botAt(destination), locks }).client.rate(message, 'like');
    await clock.advance(0);
    expect(new Set(locked).size).toBe(2);
  });

  it('are the endpoints of createProxySubmit by default', () => {
    expect(createProxySubmit({ endpoint: '/api/help' }).destination).toBe('/api/help');
  });

  it('are one if two pages use the same relative endpoint without names, as the docs say', async () => {
    const { clock, openTab } = setUpBrowser();
    const respond = vi.fn(async (_address: RequestInfo | URL, init?: RequestInit) => {
      if (init?.method === 'GET') return Response.json({ items: [] });
      throw new TypeError('Failed to fetch');
    });
    const posts = () => respond.mock.calls.filter(([, init]) => init?.method === 'POST').length;
    // On a page under /help/, and on one under /shop/.
    const open = (destination?: string) =>
      openTab({
        submit: createProxySubmit({ endpoint: 'api', fetch: respond }),
        ...(destination && { destination }),
      });
    const help = open();
    help.client.rate(message, 'like');
    await vi.waitFor(() => expect(posts()).toBe(1));
    help.client.close();
    open('shop').client.start();
    await clock.advance(60_000);
    expect(posts()).toBe(1);
    open().client.start();
    await clock.advance(60_000);
    await vi.waitFor(() => expect(posts()).toBeGreaterThan(1));
  });
});
