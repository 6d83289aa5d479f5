/** The arguments of `spawn` that run pnpm. */
export function pnpm(...args: string[]): [file: string, args: string[], options: { shell: boolean }];
