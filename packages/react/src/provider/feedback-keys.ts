/** Keys under which TanStack Query knows what the kit does. */
export const feedbackKeys = {
  all: ['message-feedback'] as const,
  submissions: ['message-feedback', 'submission'] as const,
  submission: (messageId: string) => ['message-feedback', 'submission', messageId] as const,
  confirmed: (messageIds: readonly string[]) => ['message-feedback', 'confirmed', messageIds] as const,
};
