/** Keys under which TanStack Query knows what the kit does. */
export const feedbackKeys = {
  all: ['message-feedback'] as const,
  submissions: ['message-feedback', 'submission'] as const,
  submission: (messageId: string) => ['message-feedback', 'submission', messageId] as const,
  saved: (messageIds: readonly string[]) => ['message-feedback', 'saved', messageIds] as const,
};
