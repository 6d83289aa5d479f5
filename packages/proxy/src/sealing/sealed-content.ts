import type { UpstreamMessage } from '../adapters/feedback-adapter.ts';

/** What a sealed reference holds. A list, as names would make every reference longer. */
export type SealedContent = readonly [
  messageId: string,
  conversationId: string | null,
  responseId: string | null,
  callbackIds: readonly [helpful: string | null, unhelpful: string | null] | null,
  expiresAt: number,
];

export function toSealedContent(message: UpstreamMessage, expiresAt: number): SealedContent {
  const { messageId, conversationId = null, responseId = null, callbackIds } = message;
  return [
    messageId,
    conversationId,
    responseId,
    callbackIds === undefined ? null : [callbackIds.helpful ?? null, callbackIds.unhelpful ?? null],
    expiresAt,
  ];
}

export function toUpstreamMessage([
  messageId,
  conversationId,
  responseId,
  callbackIds,
]: SealedContent): UpstreamMessage {
  const [helpful, unhelpful] = callbackIds ?? [];
  return {
    messageId,
    ...(conversationId !== null && { conversationId }),
    ...(responseId !== null && { responseId }),
    ...(callbackIds !== null && {
      callbackIds: { ...(helpful != null && { helpful }), ...(unhelpful != null && { unhelpful }) },
    }),
  };
}

/** What is not written into a reference and has to be the same when it is opened. */
export function boundTo({ keyId, adapter, userId }: Binding): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([SEALED_FORM, keyId, adapter, userId]));
}

export interface Binding {
  readonly keyId: string;
  readonly adapter: string;
  readonly userId: string;
}

/** The first part of every reference: AES-256-GCM over `SealedContent`. */
export const SEALED_FORM = 'v1';

/** The length that GCM is made for. Random ones suffice for four thousand million references of one key. */
export const NONCE_BYTES = 12;
