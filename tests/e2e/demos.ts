import { draw, EVERYTHING } from './sample.ts';

const OTHERS = ['coze', 'moveworks'] as const;
/** Each has a demo of its own. What is the same on all of them is tested on Dify's. */
const UPSTREAMS = ['dify', ...OTHERS] as const;

export type Upstream = (typeof UPSTREAMS)[number];

/**
 * The upstreams of this run: a normal run draws one besides Dify. What differs between them, the
 * Node tests of the adapters and of the chat's server prove on all of them each time.
 */
export function upstreamsOfRun(): readonly Upstream[] {
  return EVERYTHING ? UPSTREAMS : ['dify', draw('the upstream besides Dify', OTHERS)];
}

/** Of these a normal run draws one on the upstream besides Dify. */
const REPEATED = ['chat', 'rate-while-streaming'] as const;

/** What the demo has besides ratings; a normal run draws one. Its server has tests of its own. */
const BESIDES = ['chat', 'around-the-chat', 'answer-row'] as const;

/** The specs that this run leaves out. */
export function specsLeftOut(): string[] {
  if (EVERYTHING) return [];
  const taken = upstreamsOfRun();
  const left = OTHERS.filter((upstream) => !taken.includes(upstream)).map(
    (upstream) => `**/*.${upstream}.spec.ts`,
  );
  const spared = draw('spec besides ratings', REPEATED);
  const besides = draw('spec of the demo', BESIDES);
  return [
    ...left,
    ...BESIDES.filter((spec) => spec !== besides).map((spec) => `**/${spec}.spec.ts`),
    ...OTHERS.map((upstream) => `**/${spared}.${upstream}.spec.ts`),
  ];
}

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
