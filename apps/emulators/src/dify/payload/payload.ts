import type { HTTPException } from 'hono/http-exception';
import { refusal } from '../../frame/site.ts';
import { difyError, invalidParam } from '../dify-errors.ts';
import type { DifyGeneration } from '../dify-settings.ts';
import {
  type FieldProblem,
  isMissing,
  type PayloadField,
  type PydanticProblem,
  parserProblem,
  pydanticProblem,
} from './payload-fields.ts';
import { pythonJson, pythonRepr, pythonTypeName } from './python-text.ts';

/**
 * Reads a payload as the chosen generation of Dify does. Fields that are not asked for are ignored, as Dify ignores them.
 *
 * @throws HTTPException in the generation's own form.
 */
export function readPayload<Fields extends PayloadFields>(
  source: Readonly<Record<string, unknown>>,
  { model, fields, generation, location = 'the JSON body', verify }: ReadPayloadOptions<Fields>,
): Payload<Fields> {
  const lenient = generation === 'G1' || generation === 'G2';
  const problems: NamedProblem[] = [];
  const payload: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const result = readField(name, field);
    if ('value' in result) payload[name] = result.value;
    else problems.push([name, result]);
  }
  if (problems.length > 0) throw invalidPayload(problems, model, generation);

  const read = payload as Payload<Fields>;
  const complaint = verify?.(read);
  if (complaint && lenient) throw invalidParam(complaint);
  if (complaint) {
    const problem = pydanticProblem('value_error', `Value error, ${complaint}`, source);
    throw invalidPayload([['', problem]], model, generation);
  }
  return read;

  function readField(name: string, field: PayloadField<unknown>) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    const read = lenient ? field.coerce : field.check;
    // A field that takes `undefined` has a default of its own.
    const required = !('value' in field.check(undefined, ''));
    if (!required || !(lenient ? isMissing(value) : value === undefined)) return read(value, name);
    return lenient
      ? parserProblem(`Missing required parameter in ${location}`)
      : pydanticProblem('missing', 'Field required', source);
  }
}

type PayloadFields = Readonly<Record<string, PayloadField<unknown>>>;

type Payload<Fields extends PayloadFields> = {
  readonly [Name in keyof Fields]: Fields[Name] extends PayloadField<infer Value> ? Value : never;
};

interface ReadPayloadOptions<Fields extends PayloadFields> {
  /** The name of Dify's own model, which one generation prints. */
  readonly model: string;
  readonly fields: Fields;
  readonly generation: DifyGeneration;
  /** Where the fields come from, in the words of the argument parsers. @default 'the JSON body' */
  readonly location?: 'the JSON body' | 'the query string';
  /** A rule over several fields: the sentence that says how it is broken, or nothing. */
  readonly verify?: (payload: Payload<Fields>) => string | undefined;
}

/** The name is empty when the payload as a whole is at fault. */
type NamedProblem = readonly [name: string, problem: FieldProblem];

/** The answer of each generation to a payload that does not validate. */
function invalidPayload(problems: NamedProblem[], model: string, generation: DifyGeneration): HTTPException {
  const [[name, first] = []] = problems;
  if (first && 'parser' in first) {
    const { restful, restx } = first.parser;
    const body =
      generation === 'G1'
        ? { code: 'invalid_param', message: restful, params: name }
        : { errors: { [String(name)]: restx }, message: 'Input payload validation failed' };
    return refusal(Response.json(body, { status: 400 }));
  }
  const found = problems.flatMap(([name, problem]) =>
    'pydantic' in problem ? [{ name, ...problem.pydantic }] : [],
  );
  if (generation !== 'G4') return invalidParam(pydanticText(model, found));
  const errors = found.map(({ name, type, message }) => ({ type, loc: name ? [name] : [], msg: message }));
  return difyError(422, 'unprocessable_entity', pythonJson(errors));
}

function pydanticText(model: string, problems: readonly (PydanticProblem & { readonly name: string })[]) {
  const lines = problems.flatMap(({ name, type, message, input }) => [
    ...(name ? [name] : []),
    `  ${message} [type=${type}, input_value=${shortened(pythonRepr(input))}, input_type=${pythonTypeName(input)}]`,
    `    For further information visit https://errors.pydantic.dev/${PYDANTIC_VERSION}/v/${type}`,
  ]);
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'}`;
  return [`${count} for ${model}`, ...lines].join('\n');
}

/** The one Dify pins (2.11.10) in the generation that prints it. */
const PYDANTIC_VERSION = '2.11';

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
