import { expect, it } from 'vitest';
import { createAnswerStreams } from './answer-streams.ts';

/** Opens an answer that lasts until it is ended, whether it is stopped or not. */
function open(streams: ReturnType<typeof createAnswerStreams>, id: string, owner: string) {
  const task = {} as { signal: AbortSignal; end: () => void };
  streams.open(id, owner, ({ stopped: signal }) => {
    return new Promise<void>((end) => Object.assign(task, { signal, end }));
  });
  return task;
}

it('stops a task for its own user only', () => {
  const streams = createAnswerStreams(() => 0);
  const { signal } = open(streams, 'task', 'alice');
  streams.stop('task', 'bob');
  expect(signal.aborted).toBe(false);
  streams.stop('task', 'alice');
  expect(signal.aborted).toBe(true);
});

it('waits for the end of every task when all are stopped', async () => {
  const streams = createAnswerStreams(() => 0);
  const [one, two] = [open(streams, 'one', 'alice'), open(streams, 'two', 'bob')];
  let stopped = false;
  const stopping = streams.stopAll().then(() => {
    stopped = true;
  });
  expect([one, two].map(({ signal }) => signal.aborted)).toEqual([true, true]);
  one.end();
  await new Promise(setImmediate);
  expect(stopped).toBe(false);
  two.end();
  await stopping;
  expect(stopped).toBe(true);
});

it('has nothing to wait for without tasks', async () => {
  await expect(createAnswerStreams(() => 0).stopAll()).resolves.toBeUndefined();
});
