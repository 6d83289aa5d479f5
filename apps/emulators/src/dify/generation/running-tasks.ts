/** The answers that are being streamed, so that a stop can find its own. */
export function createRunningTasks(): RunningTasks {
  const tasks = new Map<string, RunningTask>();
  const waiting: (() => void)[] = [];
  return {
    start(taskId, endUserId) {
      const stopping = new AbortController();
      tasks.set(taskId, { endUserId, stopping });
      return stopping.signal;
    },
    // Dify answers "success" whether or not there was something to stop, and lets nobody stop another's answer.
    stop(taskId, endUserId) {
      const task = tasks.get(taskId);
      if (task?.endUserId === endUserId) task.stopping.abort();
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
  start(taskId: string, endUserId: string): AbortSignal;
  stop(taskId: string, endUserId: string): void;
  end(taskId: string): void;
  /** Resolves when no answer is being streamed any more. */
  stopAll(): Promise<void>;
}

interface RunningTask {
  readonly endUserId: string;
  readonly stopping: AbortController;
}
