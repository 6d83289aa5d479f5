/** Answers that stop half-way, by their questions, so that a test can act while one comes in. Kept in memory only. */
export function createHeldAnswers(): HeldAnswers {
  const held = new Map<string, AbortController>();
  const release = (question: string) => {
    held.get(question)?.abort();
    held.delete(question);
  };
  return {
    hold(question) {
      if (!held.has(question)) held.set(question, new AbortController());
    },
    release,
    releaseAll() {
      for (const question of [...held.keys()]) release(question);
    },
    untilReleased: (question) => held.get(question)?.signal,
  };
}

export interface HeldAnswers {
  /** Holds every answer to this question that begins from here on. */
  hold(question: string): void;
  /** Lets them go on. Does nothing for a question that is not held. */
  release(question: string): void;
  releaseAll(): void;
  /** @returns a signal that aborts at the release; nothing when the question is not held. */
  untilReleased(question: string): AbortSignal | undefined;
}
