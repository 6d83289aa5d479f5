import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { splitIntoChunks } from './reply.ts';

/**
 * Answers that are streamed as server-sent events. Some can be held: they stop half-way, by their
 * questions, so that a test can act while one comes in.
 *
 * @param paceMs - asked before each chunk, as an operator may change it meanwhile.
 */
export function createAnswerStreams(paceMs: () => number) {
  const tasks = createRunningTasks();
  const held = new Map<string, AbortController>();

  async function* chunksOf(reply: string, question: string, over: AbortSignal) {
    const released = held.get(question)?.signal;
    const chunks = splitIntoChunks(reply);
    for (const [index, chunk] of chunks.entries()) {
      if (released && index === Math.floor(chunks.length / 2)) await abortOf(released, over);
      const milliseconds = paceMs();
      // Even without a pace the turn is given up, so that a stop can arrive.
      const pause = milliseconds > 0 ? delay(milliseconds, undefined, { signal: over }) : turn();
      await pause.catch(() => undefined);
      if (over.aborted) return;
      yield chunk;
    }
  }
  /** Lets the answers to a question go on. Does nothing for a question that is not held. */
  const release = (question: string) => {
    held.get(question)?.abort();
    held.delete(question);
  };
  return {
    /** Streams what `write` sends. A caller who leaves ends the writing early, but not the rest of `write`. */
    open(taskId: string, owner: string, write: (stream: AnswerStream) => Promise<void>): Response {
      const stopped = tasks.start(taskId, owner);
      const left = new AbortController();
      const over = AbortSignal.any([stopped, left.signal]);
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          const send = (text: string) => {
            if (!left.signal.aborted) controller.enqueue(encoder.encode(text));
          };
          const stream: AnswerStream = {
            send,
            stopped,
            chunksOf: (reply, question) => chunksOf(reply, question, over),
          };
          await write(stream).finally(() => tasks.end(taskId));
          if (!left.signal.aborted) controller.close();
        },
        cancel: () => left.abort(),
      });
      const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' };
      return new Response(body, { headers });
    },
    stop: tasks.stop,
    stopAll: tasks.stopAll,
    /** Holds every answer to this question that begins from here on. */
    hold(question: string) {
      if (!held.has(question)) held.set(question, new AbortController());
    },
    release,
    releaseAll() {
      for (const question of [...held.keys()]) release(question);
    },
    /** How long writing the reply takes, in milliseconds. */
    writingTime: (reply: string) => splitIntoChunks(reply).length * paceMs(),
  };
}

export type AnswerStreams = ReturnType<typeof createAnswerStreams>;

interface AnswerStream {
  /** Does nothing after the caller has left. */
  readonly send: (text: string) => void;
  /** The reply chunk by chunk, as a model writes it, until the answer is stopped or the caller leaves. */
  readonly chunksOf: (reply: string, question: string) => AsyncGenerator<string>;
  readonly stopped: AbortSignal;
}

const encoder = new TextEncoder();

function abortOf(...signals: AbortSignal[]): Promise<void> {
  const either = AbortSignal.any(signals);
  if (either.aborted) return Promise.resolve();
  return new Promise((resolve) => either.addEventListener('abort', () => resolve(), { once: true }));
}

/** The answers that are being streamed, so that a stop can find its own and the end can wait for all. */
export function createRunningTasks() {
  const tasks = new Map<string, { owner: string; stopping: AbortController }>();
  const waiting: (() => void)[] = [];
  return {
    /** @returns a signal that aborts when the task is stopped. */
    start(taskId: string, owner: string): AbortSignal {
      const stopping = new AbortController();
      tasks.set(taskId, { owner, stopping });
      return stopping.signal;
    },
    /** Does nothing when there is no such task, or when it is another owner's. */
    stop(taskId: string, owner: string): void {
      const task = tasks.get(taskId);
      if (task?.owner === owner) task.stopping.abort();
    },
    end(taskId: string): void {
      tasks.delete(taskId);
      if (tasks.size === 0) for (const resolve of waiting.splice(0)) resolve();
    },
    /** Resolves when no answer is being streamed any more. */
    async stopAll(): Promise<void> {
      if (tasks.size === 0) return;
      for (const { stopping } of tasks.values()) stopping.abort();
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
