import { invalidParam } from '../dify-error.ts';
import type { DifyGeneration } from '../dify-settings.ts';
import { invalidPayload, type NamedProblem } from './invalid-payload.ts';
import { isMissing, type PayloadField, parserProblem, pydanticProblem } from './payload-field.ts';

/**
 * Reads a payload as the chosen generation of Dify does. Fields that are not asked for are ignored, as Dify ignores them.
 *
 * @throws DifyError in the generation's own form.
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
    else problems.push({ name, problem: result.problem });
  }
  if (problems.length > 0) throw invalidPayload(problems, { model, generation });

  const read = payload as Payload<Fields>;
  const complaint = verify?.(read);
  if (complaint) {
    if (lenient) throw invalidParam(complaint);
    const { problem } = pydanticProblem('value_error', `Value error, ${complaint}`, source);
    throw invalidPayload([{ name: '', problem }], { model, generation });
  }
  return read;

  function readField(name: string, field: PayloadField<unknown>) {
    const value = Object.hasOwn(source, name) ? source[name] : undefined;
    const read = lenient ? field.coerce : field.check;
    if (!isRequired(field) || !(lenient ? isMissing(value) : value === undefined)) return read(value, name);
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

/** A field that takes `undefined` has a default of its own. */
const isRequired = (field: PayloadField<unknown>) => 'problem' in field.check(undefined, '');
