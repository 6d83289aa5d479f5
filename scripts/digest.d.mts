/** A digest of the names and contents of these files, and of the files below these folders. */
export function digestOf(root: string, paths: readonly string[]): string;
