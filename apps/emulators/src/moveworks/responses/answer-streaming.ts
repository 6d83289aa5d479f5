import { type EventListener, eventStreamResponse } from '../../assistant/event-stream-response.ts';
import { writeReply } from '../../assistant/write-reply.ts';
import type { MoveworksService } from '../moveworks-service.ts';
import type { MessageRow } from '../state/messages.ts';
import type { BegunResponse } from './begin-response.ts';
import { presentOutput, presentResponse } from './present.ts';

/**
 * The response as Moveworks' server-sent events. A delta holds the output as far as it is written, not the piece
 * that is new; callback ids come with the completed response alone.
 */
export function answerStreaming(service: MoveworksService, begun: BegunResponse): Response {
  const closing = service.tasks.start(begun.response.id, '');
  return eventStreamResponse((listener) => speak(service, begun, { ...listener, closing }));
}

async function speak(service: MoveworksService, begun: BegunResponse, { send, left, closing }: Listener) {
  const { state, settings, events, tasks, heldAnswers, now } = service;
  const { response, question, reply } = begun;
  let count = 0;
  const event = (type: string, content: object) => {
    count += 1;
    const data = JSON.stringify({ event_type: type, sequence_number: count, ...content });
    send(`event: ${type}\ndata: ${data}\n\n`);
  };
  event('RESPONSE_CREATED', { response: presentResponse(service, response, 'CREATED') });
  event('RESPONSE_IN_PROGRESS', { response: presentResponse(service, response, 'IN_PROGRESS') });
  const outputs = state.messages.outputsOf(response.id);
  for (const output of outputs) {
    if (response.outcome === 'FAILED' && output.kind === 'MESSAGE') break;
    if (output.kind === 'REASONING') delta(output);
    else await write(output);
  }
  state.responses.complete(response.id);
  tasks.end(response.id);
  events.publish('state');
  const ended = { ...response, completed_at: now() };
  event(`RESPONSE_${response.outcome}`, { response: presentResponse(service, ended, response.outcome) });

  async function write(output: MessageRow) {
    const paceMs = () => settings.current().paceMs;
    const over = AbortSignal.any([left, closing]);
    const released = heldAnswers.untilReleased(question);
    let text = '';
    for await (const chunk of writeReply(reply, { paceMs, over, released })) {
      text += chunk;
      delta({ ...output, text });
    }
  }

  function delta(output: MessageRow) {
    event('RESPONSE_OUTPUT_DELTA', { output: presentOutput(service, output) });
  }
}

interface Listener extends EventListener {
  /** Aborts when the emulators end. */
  readonly closing: AbortSignal;
}
