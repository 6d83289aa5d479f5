/** All the assistant can say in one language. The first intent whose pattern matches answers. */
export interface Replies {
  readonly sum: (expression: string, result: string) => string;
  readonly intents: readonly Intent[];
  readonly fallback: (quotedText: string) => string;
}

export interface Intent {
  readonly pattern: RegExp;
  readonly reply: string | ((now: Date) => string);
}
