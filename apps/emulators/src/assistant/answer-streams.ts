import { once } from 'node:events';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { splitIntoChunks } from './reply.ts';

/**
 * Answers that stream as server-sent events. The answer to a held question stops half-way, so that a
 * test can act while it streams.
 *
 * @param paceMs - called before each chunk, because the setting may change.
 */
export function createAnswerStreams(paceMs: () => number) {
  const tasks = new Map<string, { owner: string; stopping: AbortController; written: Promise<void> }>();
  const held = new Map<string, AbortController>();

  async function* chunksOf(reply: string, question: string, ended: AbortSignal) {
    const released = held.get(question)?.signal;
    const chunks = splitIntoChunks(reply);
    for (const [index, chunk] of chunks.entries()) {
      if (released && index === Math.floor(chunks.length / 2)) {
        const either = AbortSignal.any([released, ended]);
        if (!either.aborted) await once(either, 'abort');
      }
      const milliseconds = paceMs();
      // Without a pace, yields to the event loop, so that a stop can arrive.
      const pause = milliseconds > 0 ? delay(milliseconds, undefined, { signal: ended }) : turn();
      await pause.catch(() => undefined);
      if (ended.aborted) return;
      yield chunk;
    }
  }
  /** Continues the answers to a question. Does nothing for a question that is not held. */
  const release = (question: string) => {
    held.get(question)?.abort();
    held.delete(question);
  };
  return {
    /** Streams what `write` sends. If the caller disconnects, chunks end early, and `write` continues. */
    open(taskId: string, owner: string, write: (stream: AnswerStream) => Promise<void>): Response {
      const stopping = new AbortController();
      const disconnected = new AbortController();
      const ended = AbortSignal.any([stopping.signal, disconnected.signal]);
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          const written = write({
            send(text) {
              if (!disconnected.signal.aborted) controller.enqueue(encoder.encode(text));
            },
            chunksOf: (reply, question) => chunksOf(reply, question, ended),
            stopped: stopping.signal,
          });
          tasks.set(taskId, { owner, stopping, written });
          await written.finally(() => tasks.delete(taskId));
          if (!disconnected.signal.aborted) controller.close();
        },
        cancel: () => disconnected.abort(),
      });
      const headers = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' };
      return new Response(body, { headers });
    },
    /** Does nothing if there is no such task of this owner. */
    stop(taskId: string, owner: string) {
      const task = tasks.get(taskId);
      if (task?.owner === owner) task.stopping.abort();
    },
    /** Stops all answers. Resolves when they have ended. */
    async stopAll() {
      const running = [...tasks.values()];
      for (const { stopping } of running) stopping.abort();
      await Promise.allSettled(running.map(({ written }) => written));
    },
    /** Holds every answer to this question that starts from now on. */
    hold(question: string) {
      if (!held.has(question)) held.set(question, new AbortController());
    },
    release,
    releaseAll: () => [...held.keys()].forEach(release),
    /** How long streaming the reply takes, in milliseconds. */
    writingTime: (reply: string) => splitIntoChunks(reply).length * paceMs(),
  };
}

export type AnswerStreams = ReturnType<typeof createAnswerStreams>;

interface AnswerStream {
  /** Does nothing after the caller has disconnected. */
  readonly send: (text: string) => void;
  /** The chunks of the reply, at the pace of a model, until a stop or a disconnect. */
  readonly chunksOf: (reply: string, question: string) => AsyncGenerator<string>;
  readonly stopped: AbortSignal;
}

const encoder = new TextEncoder();
