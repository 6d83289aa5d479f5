import type { GetToken } from './host-functions.ts';

/**
 * Keeps each user's token until shortly before it expires. Whoever asks while a new one is being made waits for that one, and a
 * token that the upstream rejected is replaced once, however many requests it was used for.
 */
export function createTokenCache({ make, now }: TokenCacheOptions): GetToken {
  const tokens = new Map<string, Token>();
  const making = new Map<string, Promise<Token>>();

  async function renew(userId: string): Promise<Token> {
    try {
      const token = await make(userId);
      tokens.delete(userId);
      tokens.set(userId, token);
      const [oldest] = tokens.keys();
      if (tokens.size > MAX_TOKENS && oldest !== undefined) tokens.delete(oldest);
      return token;
    } finally {
      making.delete(userId);
    }
  }

  return async ({ userId, rejected }) => {
    const known = tokens.get(userId);
    if (known !== undefined && known.value !== rejected && known.expiresAt - MARGIN_MS > now()) {
      // Moved to the end, so that those who come back are not the first to be forgotten.
      tokens.delete(userId);
      tokens.set(userId, known);
      return known.value;
    }
    const made = making.get(userId) ?? renew(userId);
    making.set(userId, made);
    return (await made).value;
  };
}

export interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

interface TokenCacheOptions {
  readonly make: (userId: string) => Promise<Token>;
  readonly now: () => number;
}

/** Longer than an attempt, so that no token expires on its way. */
const MARGIN_MS = 30_000;

/** A few megabytes of tokens; whoever was forgotten gets a new one. */
const MAX_TOKENS = 10_000;
