import { describe, expect, it } from 'vitest';
import type { UpstreamEvent } from '../chat-upstream.ts';
import { type MoveworksResponse, readMoveworksEvents } from './moveworks-events.ts';

const ids = { message_id: 'msg_1', conversation_id: 'conv_1', response_id: 'resp_1' };
const started = {
  type: 'started',
  conversationId: 'conv_1',
  messageId: 'msg_1',
  feedbackRef: null,
  stopHandle: '',
};
const BOTH = { helpful: { callback_id: 'yes' }, unhelpful: { callback_id: 'no' } };
const ratableBy = (callbackIds: object) => ({
  type: 'ratable',
  feedbackRef: { messageId: 'msg_1', conversationId: 'conv_1', responseId: 'resp_1', callbackIds },
});

describe('readMoveworksEvents', () => {
  it('reports only the new part of a text that arrives whole each time', async () => {
    const events = await read(created(), delta('Be'), delta('Because'), completed('Because', BOTH));
    expect(events).toEqual([
      started,
      { type: 'delta', text: 'Be' },
      { type: 'delta', text: 'cause' },
      ratableBy({ helpful: 'yes', unhelpful: 'no' }),
    ]);
  });

  it('replaces a text that was rewritten', async () => {
    const events = await read(delta('Bad'), completed('Good', null));
    expect(events).toEqual([started, { type: 'delta', text: 'Bad' }, { type: 'replaced', text: 'Good' }]);
  });

  it('reports which of the two ratings a message accepts', async () => {
    const events = await read(completed('Yes', { unhelpful: { callback_id: 'no' } }));
    expect(events.at(-1)).toEqual(ratableBy({ unhelpful: 'no' }));
  });

  it('leaves out reasoning and further messages', async () => {
    const reasoning = { type: 'REASONING_MESSAGE', reasoning_message: { content: {} } };
    const other = message('Other', null, 'msg_2');
    const events = await read(
      { event_type: 'RESPONSE_OUTPUT_DELTA', output: reasoning },
      delta('One'),
      { event_type: 'RESPONSE_OUTPUT_DELTA', output: { type: 'MESSAGE', message: other } },
      completed('One', null),
    );
    expect(events).toEqual([started, { type: 'delta', text: 'One' }]);
  });

  it('waits for the response if the stream ends or breaks early', async () => {
    const whole = response('COMPLETED', message('Because', BOTH));
    for (const end of ['ends', 'breaks'] as const) {
      const asked: string[] = [];
      const lookUp = async (responseId: string) => {
        asked.push(responseId);
        return whole;
      };
      const events = await collect(readMoveworksEvents(bodyOf([created(), delta('Be')], end), lookUp));
      expect(events).toEqual([
        started,
        { type: 'delta', text: 'Be' },
        { type: 'delta', text: 'cause' },
        ratableBy({ helpful: 'yes', unhelpful: 'no' }),
      ]);
      expect(asked).toEqual(['resp_1']);
    }
  });

  it('fails with a response that failed or has no message', async () => {
    const failed = { event_type: 'RESPONSE_FAILED', response: response('FAILED') };
    const empty = { event_type: 'RESPONSE_COMPLETED', response: response('COMPLETED') };
    await expect(read(delta('Be'), failed)).rejects.toMatchObject({ code: 'upstream_failed' });
    await expect(read(empty)).rejects.toMatchObject({ code: 'upstream_failed' });
    await expect(read()).rejects.toMatchObject({ code: 'upstream_failed' });
  });
});

function message(text: string, feedback: object | null = null, id = 'msg_1') {
  const content = { type: 'COMMONMARK_TEXT', commonmark_text: { text } };
  return { ...ids, message_id: id, actor: 'ASSISTANT', content, feedback };
}

const response = (status: string, said?: ReturnType<typeof message>): MoveworksResponse => ({
  response_id: 'resp_1',
  status,
  outputs: said ? [{ message: said }] : [],
});

const created = () => ({ event_type: 'RESPONSE_CREATED', response: response('CREATED') });
const delta = (text: string) => ({
  event_type: 'RESPONSE_OUTPUT_DELTA',
  output: { type: 'MESSAGE', message: message(text) },
});
const completed = (text: string, feedback: object | null) => ({
  event_type: 'RESPONSE_COMPLETED',
  response: response('COMPLETED', message(text, feedback)),
});

const read = (...events: object[]) =>
  collect(
    readMoveworksEvents(bodyOf(events, 'ends'), () =>
      Promise.reject(new Error('Nothing was to be looked up.')),
    ),
  );

function bodyOf(events: object[], end: 'ends' | 'breaks'): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const left = events.map((event) => encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
  return new ReadableStream({
    pull(controller) {
      const next = left.shift();
      if (next) controller.enqueue(next);
      else if (end === 'ends') controller.close();
      else controller.error(new TypeError('terminated'));
    },
  });
}

async function collect(events: AsyncIterable<UpstreamEvent>): Promise<UpstreamEvent[]> {
  const collected = [];
  for await (const event of events) collected.push(event);
  return collected;
}
