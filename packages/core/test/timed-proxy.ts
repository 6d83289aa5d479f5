import { LIMITS } from '../src/feedback/limits.ts';
import type { FeedbackItem, LoadFeedback, SentSubmission, SubmitFeedback } from '../src/feedback/types.ts';
import type { FakeClock } from '../src/testing/fake-clock.ts';
import { FeedbackError } from '../src/wire/feedback-error.ts';

/** A slow response arrives after the client has given it up. */
const LATE_MS = 2 * LIMITS.submitTimeoutMs;

/**
 * A proxy in memory with its own clock: the larger stamp wins, every response carries the time, and
 * the send time of a wrong clock is refused. `device` connects a device to it, which may be offline.
 */
export function createTimedProxy({ now, setTimer }: Pick<FakeClock, 'now' | 'setTimer'>) {
  const stored = new Map<string, FeedbackItem>();
  const received: SentSubmission[] = [];
  const refused: SentSubmission[] = [];

  const submit: SubmitFeedback = async (submission, { sentAt = now() }) => {
    if (sentAt === null || Math.abs(sentAt - now()) > LIMITS.clockSkewMs) {
      refused.push({ ...submission, sentAt });
      throw new FeedbackError('clock_skew', 'Your clock is wrong.', { serverTime: now() });
    }
    received.push({ ...submission, sentAt });
    const { message, feedback, stamp } = submission;
    const before = stored.get(message.messageId);
    if (before !== undefined && before.stamp > stamp)
      return { ...before, status: 'superseded', serverTime: now() };
    const item: FeedbackItem = {
      messageId: message.messageId,
      feedback,
      stamp,
      undoUntil: null,
      final: false,
    };
    stored.set(item.messageId, item);
    return { ...item, status: 'delivered', serverTime: now() };
  };

  const load: LoadFeedback = async (messages) => ({
    items: messages.flatMap(({ messageId }) => stored.get(messageId) ?? []),
    serverTime: now(),
  });

  return {
    stored,
    received,
    refused,
    device() {
      let line: 'online' | 'offline' | 'responses lost' | 'slow' = 'online';
      const travel = async <Result>(call: () => Promise<Result>): Promise<Result> => {
        if (line === 'offline') throw new FeedbackError('network', 'Offline.');
        const [answer] = await Promise.allSettled([call()]);
        if (line === 'responses lost') throw new FeedbackError('network', 'The response is lost.');
        if (line === 'slow') await new Promise<void>((arrive) => setTimer(arrive, LATE_MS));
        if (answer.status === 'rejected') throw answer.reason;
        return answer.value;
      };
      return {
        setLine(next: typeof line) {
          line = next;
        },
        submit: Object.assign(
          ((...call) => travel(() => Promise.resolve(submit(...call)))) satisfies SubmitFeedback,
          { load: ((...call) => travel(() => load(...call))) satisfies LoadFeedback },
        ),
      };
    },
  };
}
