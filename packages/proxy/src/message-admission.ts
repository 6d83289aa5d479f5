import type { MessageRef } from '@message-feedback/core';
import type { FeedbackAdapter, UpstreamMessage } from './adapters/feedback-adapter.ts';
import { type Authorize, checkAuthorized, messageNotFound } from './identity.ts';
import { checkMessage } from './message-ids.ts';
import type { OpenMessageRef } from './sealing/message-ref-opener.ts';

/**
 * The message that a user may rate, with the ids that the upstream needs. A sealed reference says so by itself, and what it
 * says about ids counts; without one it is for `authorize` or the upstream to say. Throws a `FeedbackError`: `message_not_found`
 * for whatever is wrong with a reference, `invalid_message` for ids that cannot be.
 */
export async function admitMessage(
  reference: MessageRef,
  userId: string,
  { adapter, authorize, openMessageRef }: AdmissionOptions,
): Promise<UpstreamMessage> {
  const sealed = openMessageRef && (await openReference(reference.token, userId, openMessageRef));
  // Where nobody else says who may rate what, a missing reference is as bad as a wrong one.
  const needed = openMessageRef !== null && adapter.ownership === 'host' && authorize === undefined;
  if (!sealed && (needed || (openMessageRef !== null && reference.token !== undefined)))
    throw messageNotFound();

  const message = checkMessage({ ...sealed, ...reference }, adapter.ids);
  if (sealed && !isSealedMessage(message, sealed, adapter)) throw messageNotFound();
  await checkAuthorized(authorize, { user: userId, message });
  return sealed?.callbackIds === undefined ? message : { ...message, callbackIds: sealed.callbackIds };
}

export interface AdmissionOptions {
  readonly adapter: FeedbackAdapter;
  readonly authorize: Authorize | undefined;
  /** `null` for a proxy without sealing keys, which takes no notice of references. */
  readonly openMessageRef: OpenMessageRef | null;
}

async function openReference(
  token: string | undefined,
  userId: string,
  openMessageRef: OpenMessageRef,
): Promise<UpstreamMessage | null> {
  return token === undefined ? null : openMessageRef(token, userId);
}

function isSealedMessage(message: MessageRef, sealed: MessageRef, { ids }: FeedbackAdapter): boolean {
  try {
    const { messageId, conversationId, responseId } = checkMessage(sealed, ids);
    return (
      message.messageId === messageId &&
      message.conversationId === conversationId &&
      message.responseId === responseId
    );
  } catch {
    // The host has sealed ids that this upstream cannot have.
    return false;
  }
}
