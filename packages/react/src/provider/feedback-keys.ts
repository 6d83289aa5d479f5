/**
 * The keys of the kit's queries and mutations in TanStack Query.
 *
 * @example
 * ```tsx
 * import { feedbackKeys } from '@message-feedback/react';
 * import type { QueryClient } from '@tanstack/react-query';
 *
 * export function isSaving(queryClient: QueryClient): boolean {
 *   return queryClient.isMutating({ mutationKey: feedbackKeys.submissions }) > 0;
 * }
 * ```
 */
export const feedbackKeys = {
  all: ['message-feedback'] as const,
  submissions: ['message-feedback', 'submission'] as const,
  submission: (messageId: string) => ['message-feedback', 'submission', messageId] as const,
  confirmed: (messageIds: readonly string[]) => ['message-feedback', 'confirmed', messageIds] as const,
};
