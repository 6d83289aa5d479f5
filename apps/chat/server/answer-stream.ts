import type { ChatEvent } from '../contract/chat-event.ts';
import { SERVER_LIMITS } from './server-limits.ts';

/**
 * Server-sent events of a running answer while the browser listens. The answer continues without
 * it.
 */
export function streamAnswer(run: (report: (event: ChatEvent) => void) => Promise<void>): Response {
  let leave = () => {};
  const events = new ReadableStream<string>({
    start(controller) {
      let listening = true;
      const heartbeat = setInterval(() => controller.enqueue(': still here\n\n'), SERVER_LIMITS.heartbeatMs);
      leave = () => {
        listening = false;
        clearInterval(heartbeat);
      };
      const report = (event: ChatEvent) => {
        if (listening) controller.enqueue(`data: ${JSON.stringify(event)}\n\n`);
      };
      const finish = () => {
        if (listening) controller.close();
        leave();
      };
      run(report).then(finish, finish);
    },
    cancel: () => leave(),
  });
  return new Response(events.pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Stops nginx and other proxies from buffering events.
      'x-accel-buffering': 'no',
    },
  });
}
