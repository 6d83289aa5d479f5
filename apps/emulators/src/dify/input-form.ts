import * as v from 'valibot';
import { someText } from '../frame/command.ts';
import { codePoints, refusal } from '../frame/site.ts';
import { internalServerError, invalidParam } from './dify-errors.ts';
import type { DifyGeneration } from './dify-settings.ts';
import { pythonRepr } from './payload/python-text.ts';

const variable = {
  label: v.string(),
  variable: someText,
  required: v.optional(v.boolean(), false),
  default: v.optional(v.union([v.string(), v.number()])),
};
const textVariable = v.strictObject({ ...variable, max_length: v.optional(v.number()) });

/** The form of an app in Dify's own shape: what a caller has to give in `inputs`. No files, no check boxes. */
export const inputFormSchema = v.array(
  v.union([
    v.strictObject({ 'text-input': textVariable }),
    v.strictObject({ paragraph: textVariable }),
    v.strictObject({ select: v.strictObject({ ...variable, options: v.array(v.string()) }) }),
    v.strictObject({ number: v.strictObject(variable) }),
  ]),
);

export type InputForm = v.InferOutput<typeof inputFormSchema>;

/** A completion app asks for `query` unless it has a form of its own, as a new one in Dify. */
export const formOf = ({ mode, user_input_form: form }: AppForm) =>
  mode === 'completion' && form.length === 0 ? QUERY_FORM : form;

const QUERY_FORM: InputForm = [
  { paragraph: { label: 'Query', variable: 'query', required: true, default: '' } },
];

type AppForm = { readonly mode: string; readonly user_input_form: InputForm };

/**
 * The inputs that Dify keeps: one for each variable of the app's form, and no other.
 *
 * @throws HTTPException 400 for the first variable that does not fit.
 */
export function readInputs(
  { app, generation }: { readonly app: AppForm; readonly generation: DifyGeneration },
  inputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const variables = formOf(app).flatMap((field) => Object.entries<AnyVariable>(field));
  return Object.fromEntries(
    variables.map(([type, config]) => {
      const value = inputOf(type, config, inputs[config.variable] ?? undefined, generation);
      return [config.variable, typeof value === 'string' ? value.replaceAll('\0', '') : value];
    }),
  );
}

interface AnyVariable extends v.InferOutput<typeof textVariable> {
  readonly options?: readonly string[];
}

function inputOf(type: string, config: AnyVariable, given: unknown, generation: DifyGeneration): unknown {
  const { variable: name, required, max_length: most, options } = config;
  if (given === undefined && required) throw invalidParam(`${name} is required in input form`);
  const value = given ?? config.default ?? null;
  if (value === null) return null;
  if (type === 'number') return numberOf(value, name, generation);
  if (typeof value !== 'string') {
    throw invalidParam(`(type '${type}') ${name} in input form must be a string`);
  }
  if (options && !options.includes(value)) {
    throw invalidParam(`${name} in input form must be one of the following: ${pythonRepr(options)}`);
  }
  if (most && codePoints(value) > most) {
    throw invalidParam(`${name} in input form must be less than ${most} characters`);
  }
  return value;
}

function numberOf(value: unknown, name: string, generation: DifyGeneration) {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // Python raises a TypeError here, which Dify does not expect.
  if (typeof value !== 'string') throw refusal(internalServerError(generation));
  if (value.trim() === '') return null;
  if (/^\s*[+-]?(\d+|\d*\.\d+|\d+\.)\s*$/.test(value)) return Number(value);
  throw invalidParam(`${name} in input form must be a valid number`);
}
