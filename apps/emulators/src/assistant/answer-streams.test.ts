import { expect, it } from 'vitest';
import { createRunningTasks } from './answer-streams.ts';

it('stops a task for its own user only', () => {
  const tasks = createRunningTasks();
  const signal = tasks.start('task', 'alice');
  tasks.stop('task', 'bob');
  expect(signal.aborted).toBe(false);
  tasks.stop('task', 'alice');
  expect(signal.aborted).toBe(true);
});

it('waits for the end of every task when all are stopped', async () => {
  const tasks = createRunningTasks();
  const signals = [tasks.start('one', 'alice'), tasks.start('two', 'bob')];
  let stopped = false;
  const stopping = tasks.stopAll().then(() => {
    stopped = true;
  });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  tasks.end('one');
  await Promise.resolve();
  expect(stopped).toBe(false);
  tasks.end('two');
  await stopping;
  expect(stopped).toBe(true);
});

it('has nothing to wait for without tasks', async () => {
  await expect(createRunningTasks().stopAll()).resolves.toBeUndefined();
});
