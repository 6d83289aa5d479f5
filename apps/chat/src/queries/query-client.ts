import { QueryClient } from '@tanstack/react-query';
import { ChatError } from '../../contract/chat-error.ts';

/** Asks again where that can help, and only twice: after that the user decides, by "Try again". */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof ChatError && error.retryable,
    },
  },
});
