import { mintCallbackId } from '../callback-id.ts';
import { type MoveworksService, moveworksSettings } from '../moveworks-service.ts';
import type { Side } from '../state/feedbacks.ts';
import type { MessageRow } from '../state/messages.ts';
import type { ResponseRow, ResponseStatus } from '../state/responses.ts';

/** A message as the API gives it, with the callback ids of this read. */
export const presentMessage = (service: MoveworksService, row: MessageRow) => ({
  message_id: row.id,
  conversation_id: row.conversation_id,
  response_id: row.response_id,
  actor: row.actor,
  content: contentOf(row),
  citations: null,
  content_references: null,
  created_at: isoTime(row.created_at),
  feedback: feedbackOf(service, row),
});

/** Something said, as a part of a response or of its stream. */
export function presentOutput(service: MoveworksService, row: MessageRow) {
  if (row.kind === 'MESSAGE') return { type: 'MESSAGE', message: presentMessage(service, row) };
  return {
    type: 'REASONING_MESSAGE',
    reasoning_message: {
      reasoning_message_id: row.id,
      conversation_id: row.conversation_id,
      response_id: row.response_id,
      content: contentOf(row),
      created_at: isoTime(row.created_at),
    },
  };
}

/** A response as the API gives it; what it says is there once it is complete. */
export function presentResponse(service: MoveworksService, row: ResponseRow, status: ResponseStatus) {
  const over = status === 'COMPLETED' || status === 'FAILED';
  const said = status === 'COMPLETED' ? service.state.messages.ofResponse(row.id) : [];
  return {
    response_id: row.id,
    conversation_id: row.conversation_id,
    status,
    created_at: isoTime(row.created_at),
    completed_at: over && row.completed_at !== null ? isoTime(row.completed_at) : null,
    outputs: said.filter(({ actor }) => actor !== 'USER').map((each) => presentOutput(service, each)),
  };
}

export const isoTime = (milliseconds: number) => new Date(milliseconds).toISOString();

/** The ratings a message offers: only final answers of the assistant offer any. */
export function offeredSides({ actor, kind, done, sides }: MessageRow): readonly Side[] {
  if (actor !== 'ASSISTANT' || kind !== 'MESSAGE' || !done || sides === 'none') return [];
  return sides === 'both' ? ['helpful', 'unhelpful'] : [sides];
}

function feedbackOf(service: MoveworksService, row: MessageRow) {
  const sides = offeredSides(row);
  if (sides.length === 0) return null;
  const rotates = moveworksSettings(service).tokenRotation !== 'never';
  if (rotates) service.state.messages.rotate(row.id);
  const serial = rotates ? row.serial + 1 : row.serial;
  const secret = service.state.secret();
  const content = { messageId: row.id, responseId: row.response_id, serial };
  return Object.fromEntries(
    sides.map((side) => [side, { callback_id: mintCallbackId({ ...content, side }, secret) }]),
  );
}

function contentOf({ actor, text }: MessageRow) {
  return actor === 'USER'
    ? { type: 'PLAIN_TEXT', plain_text: { text } }
    : { type: 'COMMONMARK_TEXT', commonmark_text: { text } };
}
