/** The open streams, by name, so that one of them can be stopped. */
export function createOpenStreams(): OpenStreams {
  const streams = new Map<string, AbortController>();
  return {
    open(signal) {
      const leaving = new AbortController();
      let name: string | null = null;
      return {
        signal: AbortSignal.any([signal, leaving.signal]),
        setName(given) {
          name = given;
          streams.set(given, leaving);
        },
        end() {
          if (name !== null) streams.delete(name);
        },
      };
    },
    leave: (name) => streams.get(name)?.abort(),
  };
}

export interface OpenStreams {
  open(signal: AbortSignal): OpenStream;
  leave(name: string): void;
}

export interface OpenStream {
  /** Aborts with the given signal, and when the stream is stopped. */
  readonly signal: AbortSignal;
  setName(name: string): void;
  end(): void;
}
