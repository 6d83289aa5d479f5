/** One field of a payload, as the two validators of Dify's history read it. */
export interface PayloadField<Value> {
  /** Flask's argument parser, up to 1.10.1: takes the first of a list, turns anything into what it wants. */
  readonly coerce: (value: unknown, name: string) => FieldResult<Value>;
  /** Pydantic, from 1.11.0: takes only what has the right type. */
  readonly check: (value: unknown, name: string) => FieldResult<Value>;
}

export type FieldResult<Value> = { readonly value: Value } | { readonly problem: FieldProblem };

export type FieldProblem = ParserProblem | PydanticProblem;

/** The sentences of flask-restful (G1) and of flask-restx (G2). */
export interface ParserProblem {
  readonly kind: 'parser';
  readonly restful: string;
  readonly restx: string;
}

export interface PydanticProblem {
  readonly kind: 'pydantic';
  /** Pydantic's name of the problem, such as `literal_error`. */
  readonly type: string;
  readonly message: string;
  readonly input: unknown;
}

export const parserProblem = (restful: string, restx = restful): { problem: FieldProblem } => ({
  problem: { kind: 'parser', restful, restx },
});

export const pydanticProblem = (
  type: string,
  message: string,
  input: unknown,
): { problem: FieldProblem } => ({
  problem: { kind: 'pydantic', type, message, input },
});

/** The argument parsers look at the members of a list one by one and keep the first. */
export const firstOfList = (value: unknown) => (Array.isArray(value) ? value[0] : value);

export const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

/** Lets a field be absent or null. */
export function optional<Value, Default>(
  field: PayloadField<Value>,
  fallback: Default,
): PayloadField<Value | Default> {
  const unlessMissing =
    (read: PayloadField<Value>['check']): PayloadField<Value | Default>['check'] =>
    (value, name) =>
      isMissing(value) ? { value: fallback } : read(value, name);
  return {
    coerce: (value, name) => unlessMissing(field.coerce)(firstOfList(value), name),
    check: unlessMissing(field.check),
  };
}
