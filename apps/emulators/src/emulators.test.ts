import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startEmulators } from './emulators.ts';
import { readStream } from './testing/read-stream.ts';
import { startTestEmulators } from './testing/test-emulators.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulators-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('startEmulators', () => {
  it('finds in its state file the settings of an earlier run', async () => {
    const stateFile = join(folder, 'state.db');
    const first = await startTestEmulators({ stateFile });
    await first.setGeneration('G2');
    await first.close();
    const second = await startTestEmulators({ stateFile });
    expect((await second.control('/settings')).body.dify.generation).toBe('G2');
    await second.close();
  });

  it('loses its state without one', async () => {
    const first = await startTestEmulators();
    await first.createMessage();
    await first.close();
    const second = await startTestEmulators();
    expect((await second.control('/state')).body.dify.counts.messages).toBe(0);
    await second.close();
  });

  it('ends open streams and hanging requests when it closes', async () => {
    const emulators = await startTestEmulators({ pace: 60_000 });
    const body = { inputs: {}, query: 'hello', user: 'alice', response_mode: 'streaming' };
    const stream = readStream(await emulators.dify('/chat-messages', { body }));
    await stream.until('event: ping');
    await emulators.addFault({ kind: 'hang' }, { path: '/v1/info' });
    const hanging = emulators.dify('/info').catch((error: Error) => error);
    await emulators.close();
    await expect(stream.toEnd()).rejects.toThrow();
    expect(await hanging).toBeInstanceOf(Error);
  });

  it('lets a running request finish before it closes the state file', async () => {
    const stateFile = join(folder, 'state.db');
    const first = await startTestEmulators({ stateFile });
    const messageId = await first.createMessage();
    await first.control('/settings', { dify: { raceWindowMs: 200 } }, 'PATCH');
    const rating = first.rate(messageId, { rating: 'like', user: 'alice' }).catch(() => {});
    await vi.waitFor(async () => {
      expect((await first.control('/requests?path=/feedbacks')).body.requests).toHaveLength(1);
    });
    // On a busy machine, the request may have ended by now. Then there is nothing to wait for.
    await first.close();
    await rating;
    const second = await startTestEmulators({ stateFile });
    expect(await second.feedbacks()).toMatchObject([{ messageId, rating: 'like' }]);
    await second.close();
  });

  it('reports which port is taken and what to do', async () => {
    const first = await startEmulators();
    const port = Number(new URL(first.url).port);
    await expect(startEmulators({ port })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken, so the emulators did not start. Stop what runs there, or choose another port.`,
    );
    await first.close();
  });

  it('names a state file it cannot open', async () => {
    const stateFile = join(folder, 'missing', 'state.db');
    await expect(startEmulators({ stateFile })).rejects.toThrow(stateFile);
  });
});
