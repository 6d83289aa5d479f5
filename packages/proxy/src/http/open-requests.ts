/** Keeps track of the requests that have begun, so that `close` can wait for them. */
export function createOpenRequests(): OpenRequests {
  const open = new Set<Promise<unknown>>();
  return {
    track(request) {
      const tracked = request.finally(() => open.delete(tracked));
      open.add(tracked);
      return tracked;
    },
    async ended() {
      while (open.size > 0) await Promise.allSettled(open);
    },
  };
}

export interface OpenRequests {
  /** Waits for the request in `ended`, and returns its result. */
  track<Result>(request: Promise<Result>): Promise<Result>;
  /** Resolves when no request is open. */
  ended(): Promise<void>;
}
