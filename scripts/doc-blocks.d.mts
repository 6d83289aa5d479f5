/** Modules that a reader's own app has, and that blocks import: file name to code. */
export const HOST_MODULES: Readonly<Record<string, string>>;
/** The TypeScript blocks of a document that import something, and so can be compiled. */
export function blocksOf(
  text: string,
): readonly { readonly language: string; readonly name: string | undefined; readonly code: string }[];
