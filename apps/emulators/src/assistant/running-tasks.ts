/** The answers that are being streamed, so that a stop can find its own and the end can wait for all. */
export function createRunningTasks(): RunningTasks {
  const tasks = new Map<string, RunningTask>();
  const waiting: (() => void)[] = [];
  return {
    start(taskId, owner) {
      const stopping = new AbortController();
      tasks.set(taskId, { owner, stopping });
      return stopping.signal;
    },
    stop(taskId, owner) {
      const task = tasks.get(taskId);
      if (task?.owner === owner) task.stopping.abort();
    },
    end(taskId) {
      tasks.delete(taskId);
      if (tasks.size === 0) for (const resolve of waiting.splice(0)) resolve();
    },
    stopAll() {
      if (tasks.size === 0) return Promise.resolve();
      for (const { stopping } of tasks.values()) stopping.abort();
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}

export interface RunningTasks {
  /** @returns a signal that aborts when the task is stopped. */
  start(taskId: string, owner: string): AbortSignal;
  /** Does nothing when there is no such task, or when it is another owner's. */
  stop(taskId: string, owner: string): void;
  end(taskId: string): void;
  /** Resolves when no answer is being streamed any more. */
  stopAll(): Promise<void>;
}

interface RunningTask {
  readonly owner: string;
  readonly stopping: AbortController;
}
