/** Answers that stop half-way, by their questions, so that a test can act while one comes in. */
export function createHeldAnswers() {
  const held = new Map<string, AbortController>();
  const release = (question: string) => {
    held.get(question)?.abort();
    held.delete(question);
  };
  return {
    /** Holds every answer to this question that begins from here on. */
    hold(question: string) {
      if (!held.has(question)) held.set(question, new AbortController());
    },
    /** Lets them go on. Does nothing for a question that is not held. */
    release,
    releaseAll() {
      for (const question of [...held.keys()]) release(question);
    },
    /** @returns a signal that aborts at the release; nothing when the question is not held. */
    untilReleased: (question: string) => held.get(question)?.signal,
  };
}

export type HeldAnswers = ReturnType<typeof createHeldAnswers>;
