import { queryOptions } from '@tanstack/react-query';
import { chatClient } from '../api/chat-client.ts';

export const suggestionsQuery = queryOptions({
  queryKey: ['suggestions'],
  queryFn: ({ signal }) => chatClient.suggestedQuestions(signal),
  staleTime: Number.POSITIVE_INFINITY,
});
