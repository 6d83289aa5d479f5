import { QueryClient } from '@tanstack/react-query';
import { ChatError } from '../../contract/chat-error.ts';

/** Retries twice if that can help. After that the user decides, with "Try again". */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof ChatError && error.retryable,
    },
  },
});
