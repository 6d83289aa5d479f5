/** A demo of its own for each upstream. What is the same on all of them is tested on Dify's. */
export const UPSTREAMS = ['dify', 'coze', 'moveworks'] as const;

export type Upstream = (typeof UPSTREAMS)[number];

/**
 * The environment variables that tell the workers where a demo is. They are set once it has
 * started.
 */
export const variablesOf = (upstream: Upstream) => ({
  chat: `E2E_${upstream.toUpperCase()}_CHAT`,
  operator: `E2E_${upstream.toUpperCase()}_OPERATOR`,
});

export interface Demo {
  /** The address of the chat. */
  readonly chat: string;
  /** The address of the operator page, and of the emulators' control API. */
  readonly operator: string;
}

/** The started demo of an upstream. Only workers know it: it starts after the tests are listed. */
export function demoOf(upstream: Upstream): Demo {
  const names = variablesOf(upstream);
  return { chat: process.env[names.chat] ?? '', operator: process.env[names.operator] ?? '' };
}

/** The demo of a spec: `chat.coze.spec.ts` tests Coze's, and `chat.spec.ts` Dify's. */
export function demoOfFile(file: string): Demo {
  return demoOf(UPSTREAMS.find((upstream) => file.endsWith(`.${upstream}.spec.ts`)) ?? 'dify');
}
