/** Throws a `TypeError` for what could be more than a name: it is written into SQL, where a name cannot be a parameter. */
export function checkTableName(name: string, { what, longest }: TableNameRule): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && name.length <= longest) return name;
  throw new TypeError(
    `The store cannot be made: ${what} is not of lower-case letters, digits and "_" alone, or has more than ${longest} of them. ` +
      'Give one such as "message_feedback".',
  );
}

export interface TableNameRule {
  /** What is named, as the error says it. */
  readonly what: string;
  readonly longest: number;
}
