import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStream } from './testing/read-stream.ts';
import { startTestEmulators, type TestEmulators } from './testing/test-emulators.ts';

let emulators: TestEmulators;
beforeAll(async () => {
  emulators = await startTestEmulators();
});
afterAll(() => emulators.close());

const ask = (query: string) =>
  emulators.dify('/chat-messages', {
    body: { inputs: {}, query, user: 'alice', response_mode: 'streaming' },
  });

it('stops only the answers to its question half-way, until it is deleted', async () => {
  const question = 'Why is the sky blue?';
  await emulators.control('/holds', { question });
  const held = readStream(await ask(question));
  expect(await held.until('scatters')).not.toContain('message_end');

  expect(await readStream(await ask('Why is the sky blue today?')).toEnd()).toContain('message_end');
  await emulators.control('/holds', { question }, 'DELETE');
  const whole = await held.toEnd();
  expect(whole).toContain('orange');
  expect(whole).toContain('message_end');
});

it('does not keep the emulators from closing', async () => {
  const others = await startTestEmulators();
  await others.control('/holds', { question: 'Thanks!' });
  const body = { inputs: {}, query: 'Thanks!', user: 'alice', response_mode: 'streaming' };
  const held = readStream(await others.dify('/chat-messages', { body }));
  await held.until('You');
  await others.close();
});
