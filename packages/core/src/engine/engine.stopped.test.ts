import { describe, expect, it, vi } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { withComment } from '../../test/devices.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { createEngine } from './engine.ts';

const MINUTE = 60_000;

describe('a client that is stopped while its feedback is unsent', () => {
  it('still sends it', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failNext('network');
    const { client } = openTab({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    client.stop();
    await clock.advance(MINUTE);
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
  });

  it('listens until it is sent, and no longer', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failNext('network');
    const end = vi.fn();
    const { client } = openTab({ submit, page: { listen: () => end } });
    client.rate(message, 'like');
    await clock.advance(0);
    client.stop();
    expect(end).not.toHaveBeenCalled();
    await clock.advance(MINUTE);
    expect(end).toHaveBeenCalledTimes(1);
  });

  it('does not bring back text that the next client of the page has replaced', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const first = openTab({ submit });
    first.client.submit(message, withComment('first'));
    await clock.advance(MINUTE);
    first.client.stop();
    const second = openTab({ submit });
    second.client.subscribe(message, () => {});
    await clock.advance(1_000);
    submit.failAlways(null);
    second.client.submit(message, withComment('second'));
    await clock.advance(2 * MINUTE);
    const reloaded = openTab({ submit });
    reloaded.client.subscribe(message, () => {});
    await clock.advance(MINUTE);
    expect(reloaded.shown().draft).toBeNull();
    expect(submit.stored.get('message-1')?.feedback.comment).toBe('second');
  });

  it('does not send it as the next user, if the host has named the user and the proxy has not', async () => {
    const { clock, openTab } = setUpBrowser();
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const ada = openTab({ submit, userId: 'ada' });
    ada.client.rate(message, 'like');
    await clock.advance(MINUTE);
    ada.client.stop();
    const ben = openTab({ submit, userId: 'ben' });
    ben.client.start();
    submit.failAlways(null);
    ada.page()?.wake();
    ada.page()?.leave();
    await clock.advance(5 * MINUTE);
    expect(submit.stored.size).toBe(0);
    ben.client.stop();
    ada.client.start();
    await clock.advance(0);
    expect(submit.stored.get('message-1')?.feedback.rating).toBe('like');
  });
});

it('does not listen once its engine has loaded, if it was stopped before', async () => {
  const { clock, openTab } = setUpBrowser();
  const end = vi.fn();
  const listen = vi.fn(() => end);
  const loadEngine = vi.fn(async () => createEngine);
  loadEngine.mockRejectedValueOnce(new Error('The file is gone.'));
  const { client } = openTab({ loadEngine, page: { listen } });
  client.start();
  await clock.advance(0);
  client.stop();
  await clock.advance(MINUTE);
  expect(loadEngine).toHaveBeenCalledTimes(2);
  expect(end).toHaveBeenCalledTimes(listen.mock.calls.length);
});
