import type { Context } from 'hono';
import { refusal } from '../../frame/site.ts';
import type { DifyCall } from '../dify-caller.ts';
import { difyError, invalidParam } from '../dify-errors.ts';
import type { DifyGeneration } from '../dify-settings.ts';
import { type Field, FieldProblem, isMissing } from './payload-fields.ts';
import { pythonJson, pythonRepr, pythonTypeName } from './python-text.ts';

/**
 * Reads a payload as the generation of the call does. Fields that are not asked for are ignored, as
 * Dify ignores them.
 *
 * @param model - the name of Dify's own model, which one generation prints.
 * @param options - where the fields come from, in the words of the argument parsers; and a rule over
 *   several fields, which answers the sentence that says how it is broken.
 * @throws HTTPException in the generation's own form.
 */
export function readPayload<Fields extends PayloadFields>(
  { generation }: DifyCall,
  source: Readonly<Record<string, unknown>>,
  model: string,
  fields: Fields,
  { location = 'the JSON body', verify }: ReadOptions<Payload<Fields>> = {},
): Payload<Fields> {
  const coerces = generation === 'G1' || generation === 'G2';
  const problems: NamedProblem[] = [];
  const readField = ([name, field]: [string, Field<unknown>]) => {
    const given = Object.hasOwn(source, name) ? source[name] : undefined;
    const value = coerces && Array.isArray(given) ? given[0] : given;
    // A field that takes `undefined` has a default of its own.
    const required = field(undefined, false, name) instanceof FieldProblem;
    const missing = required && (coerces ? isMissing(value) : value === undefined);
    const sentence = `Missing required parameter in ${location}`;
    const result = missing
      ? new FieldProblem('missing', 'Field required', sentence)
      : field(value, coerces, name);
    if (result instanceof FieldProblem) {
      problems.push({ name, problem: result, input: missing ? source : value });
    }
    return [name, result];
  };
  const payload = Object.fromEntries(Object.entries(fields).map(readField)) as Payload<Fields>;
  if (problems.length > 0) throw invalidPayload(problems, model, generation);
  const complaint = verify?.(payload);
  if (complaint === undefined) return payload;
  if (coerces) throw invalidParam(complaint);
  const problem = new FieldProblem('value_error', `Value error, ${complaint}`);
  throw invalidPayload([{ name: '', problem, input: source }], model, generation);
}

/** The same for the query, whose fields come as text. */
export const readQuery = <Fields extends PayloadFields>(
  call: DifyCall,
  { req }: Context,
  model: string,
  fields: Fields,
) => readPayload(call, req.query(), model, fields, { location: 'the query string' });

type PayloadFields = Readonly<Record<string, Field<unknown>>>;

type Payload<Fields extends PayloadFields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends Field<infer Value> ? Value : never;
};

interface ReadOptions<Values> {
  readonly location?: string;
  readonly verify?: (values: Values) => string | undefined;
}

interface NamedProblem {
  /** Empty when the payload as a whole is at fault. */
  readonly name: string;
  readonly problem: FieldProblem;
  readonly input: unknown;
}

/** The answer of each generation to a payload that does not validate; the parsers stop at the first problem. */
function invalidPayload(problems: readonly NamedProblem[], model: string, generation: DifyGeneration) {
  const [{ name, problem } = { name: '', problem: new FieldProblem('', '') }] = problems;
  switch (generation) {
    case 'G1':
      return refused({ code: 'invalid_param', message: problem.restful, params: name });
    case 'G2':
      return refused({ errors: { [name]: problem.restx }, message: 'Input payload validation failed' });
    case 'G3':
      return invalidParam(pydanticText(problems, model));
    case 'G4': {
      const errors = problems.map(({ name, problem: { type, message } }) => ({
        type,
        loc: name ? [name] : [],
        msg: message,
      }));
      return difyError(422, 'unprocessable_entity', pythonJson(errors));
    }
  }
}

const refused = (body: object) => refusal(Response.json(body, { status: 400 }));

function pydanticText(problems: readonly NamedProblem[], model: string) {
  const lines = problems.flatMap(({ name, problem: { type, message }, input }) => [
    ...(name ? [name] : []),
    `  ${message} [type=${type}, input_value=${shortened(pythonRepr(input))}, input_type=${pythonTypeName(input)}]`,
    // Dify pins Pydantic 2.11.10 in the generation that prints this.
    `    For further information visit https://errors.pydantic.dev/2.11/v/${type}`,
  ]);
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'}`;
  return [`${count} for ${model}`, ...lines].join('\n');
}

/** Pydantic prints at most 50 bytes of an input: the first 25 and the last 24. */
function shortened(printed: string) {
  const bytes = Buffer.from(printed);
  if (bytes.length <= 50) return printed;
  const isInsideCharacter = (place: number) => ((bytes[place] ?? 0) & 0xc0) === 0x80;
  let head = 25;
  while (isInsideCharacter(head)) head -= 1;
  let tail = bytes.length - 24;
  while (isInsideCharacter(tail)) tail += 1;
  return `${bytes.toString('utf8', 0, head)}...${bytes.toString('utf8', tail)}`;
}
