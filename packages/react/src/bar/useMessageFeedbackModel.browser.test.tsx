import { createFeedbackClient, type MessageRef } from '@message-feedback/core';
import { createScriptedSubmit } from '@message-feedback/core/testing';
import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useMessageFeedbackModel } from './useMessageFeedbackModel.ts';

describe('useMessageFeedbackModel', () => {
  it('subscribes to its own message only', () => {
    const { client, notified } = countingClient();
    const { rerender, unmount } = renderModel(client, { messageId: 'first' });
    expect(notified()).toEqual(['first']);
    rerender({ messageId: 'second' });
    expect(notified()).toEqual(['second']);
    unmount();
    expect(notified()).toEqual([]);
  });

  it('subscribes to nothing while the message cannot be rated', () => {
    const { client, notified } = countingClient();
    const { rerender, result } = renderModel(client, { messageId: 'first' });
    rerender(null);
    expect(result.current).toBeNull();
    expect(notified()).toEqual([]);
    rerender({ messageId: 'first' });
    expect(notified()).toEqual(['first']);
  });

  it('keeps the model of a message in a new object with the same ids', () => {
    const { client } = countingClient();
    const { rerender, result } = renderModel(client, { messageId: 'first', conversationId: 'c' });
    const { model } = result.current ?? {};
    rerender({ messageId: 'first', conversationId: 'c' });
    expect(result.current?.model).toBe(model);
  });
});

function renderModel(client: ReturnType<typeof countingClient>['client'], message: MessageRef | null) {
  return renderHook((current: MessageRef | null) => useMessageFeedbackModel(client, current, undefined), {
    initialProps: message,
  });
}

/** A client that records the messages with subscribers. */
function countingClient() {
  const client = createFeedbackClient({ submit: createScriptedSubmit() });
  const listening: string[] = [];
  return {
    notified: () => listening,
    client: {
      ...client,
      track() {},
      report() {},
      subscribe(message: MessageRef, listener: () => void) {
        const unsubscribe = client.subscribe(message, listener);
        listening.push(message.messageId);
        return () => {
          listening.splice(listening.indexOf(message.messageId), 1);
          unsubscribe();
        };
      },
    },
  };
}
