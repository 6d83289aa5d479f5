import type { About } from '../../contract/about.ts';
import type { ChatWords } from '../language/words/en.ts';

/** Describes what an upstream does with a rating, for users of the demo. */
export function describeFeedback(
  { upstream, feedback }: Pick<About, 'upstream' | 'feedback'>,
  words: ChatWords,
): string[] {
  const { limits } = feedback;
  return [
    describeUndo(feedback, words),
    describeChange(feedback, words),
    describeReasons(feedback, words)(UPSTREAM_NAMES[upstream]),
    words.limits(limits.reasons, limits.reasonCharacters, limits.commentCharacters),
  ];
}

export const UPSTREAM_NAMES = { dify: 'Dify', coze: 'Coze', moveworks: 'Moveworks' } as const;

type FeedbackCapabilities = About['feedback'];

function describeUndo({ revoke, holdMs }: FeedbackCapabilities, words: ChatWords): string {
  return revoke ? words.undoAnyTime : words.undoFor(Math.round(holdMs / 1_000));
}

function describeChange({ change, revoke }: FeedbackCapabilities, words: ChatWords): string {
  if (change === true) return words.changeAnyTime;
  return revoke ? words.changeByUndo : words.changeUntilFinal;
}

function describeReasons({ reasons }: FeedbackCapabilities, words: ChatWords) {
  if (reasons === 'native') return words.reasonsSeparate;
  return reasons === 'folded' ? words.reasonsInComment : words.noReasons;
}
