import type { Feedback } from '@message-feedback/core';

/** The question, and below it what to do better: the request, with each reason and the comment in a list. */
export function questionAgain(question: string, request: string, { reasons, comment }: Feedback): string {
  const points = comment === '' ? reasons : [...reasons, comment];
  return `${question}\n\n${request}\n${points.map((point) => `- ${point}`).join('\n')}`;
}
