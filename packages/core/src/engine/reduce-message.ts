import type { ConfirmedFeedback } from '../feedback/types.ts';
import { type FeedbackRegister, type StampedFeedback, withSubmission } from '../state/register.ts';
import type { FeedbackEvent, RefusedEvent, RestampEvent } from './engine-options.ts';
import { hasReplaced, isSamePress, raisedAbove } from './press-order.ts';

/** The register after an event: the same object if the event changes nothing. */
export function reduceMessage(register: FeedbackRegister, event: FeedbackEvent): FeedbackRegister {
  switch (event.type) {
    case 'submitted': {
      const { type: _, ...submission } = event;
      return adopt(register, submission);
    }
    case 'confirmed':
      return confirm(register, event.confirmed);
    case 'refused':
      return refuse(register, event);
    case 'restamped':
      return restamp(register, event);
    default:
      // Another tab may run a newer version of this code.
      event satisfies never;
      return register;
  }
}

function adopt(register: FeedbackRegister, next: StampedFeedback): FeedbackRegister {
  const { submission } = register;
  if (hasReplaced(submission, next.stamp)) return raise(register, next.stamp);
  const seen = submission?.stamp ?? '';
  // Whatever the clocks say, the user pressed after seeing the other submission.
  return withSubmission(register, hasReplaced(next, seen) ? raisedAbove(next, seen) : next);
}

/**
 * Keeps the submission above one that it has replaced. It then counts as unsent again, because the proxy
 * may have the other one.
 */
function raise(register: FeedbackRegister, stamp: string): FeedbackRegister {
  const { submission } = register;
  return submission !== null && submission.stamp <= stamp
    ? { ...register, submission: raisedAbove(submission, stamp) }
    : register;
}

function confirm(register: FeedbackRegister, saved: ConfirmedFeedback): FeedbackRegister {
  const { submission, confirmed } = register;
  if (confirmed !== null && confirmed.stamp > saved.stamp) return register;
  if (hasReplaced(submission, saved.stamp)) return raise({ ...register, confirmed: saved }, saved.stamp);
  // With an equal stamp, this is our own submission in the form in which the proxy stored it.
  const { feedback, stamp } = saved;
  const adopted = submission === null || stamp >= submission.stamp;
  const known = isSamePress(submission?.stamp ?? '', stamp) && submission;
  return {
    ...register,
    confirmed: saved,
    submission: adopted ? { ...known, feedback, stamp } : submission,
  };
}

function refuse(register: FeedbackRegister, { stamp, code }: RefusedEvent): FeedbackRegister {
  const { submission } = register;
  // The late refusal of an older submission changes nothing.
  if (submission === null || submission.stamp !== stamp) return register;
  // While the upstream had not refused it yet, a read may have returned it.
  const confirmed = register.confirmed?.stamp === stamp ? null : register.confirmed;
  const refusal = { code, feedback: submission.feedback, stamp };
  return { ...withoutSubmission({ ...register, confirmed }), refusal };
}

/** The register with the confirmed feedback instead of a submission. */
export function withoutSubmission(register: FeedbackRegister): FeedbackRegister {
  const { confirmed } = register;
  return { ...register, submission: confirmed && { feedback: confirmed.feedback, stamp: confirmed.stamp } };
}

/**
 * A stamp decreases only here. If it falls below a confirmed one, the confirmed feedback has won,
 * unless the user has replaced it.
 */
function restamp(register: FeedbackRegister, { was, stamp }: RestampEvent): FeedbackRegister {
  const { submission, confirmed } = register;
  if (hasReplaced(submission, stamp)) return raise(register, stamp);
  if (submission?.stamp !== was) return register;
  const restamped = { ...register, submission: { ...submission, stamp } };
  if (confirmed === null || stamp > confirmed.stamp) return restamped;
  if (hasReplaced(submission, confirmed.stamp)) return raise(restamped, confirmed.stamp);
  return { ...register, submission: { feedback: confirmed.feedback, stamp: confirmed.stamp } };
}
