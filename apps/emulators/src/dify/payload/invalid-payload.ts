import { DifyError, invalidParam } from '../dify-error.ts';
import type { DifyGeneration } from '../dify-settings.ts';
import type { FieldProblem, PydanticProblem } from './payload-field.ts';
import { pythonJson, pythonRepr, pythonTypeName } from './python-text.ts';

/** The answer of each generation to a payload that does not validate. */
export function invalidPayload(
  problems: readonly NamedProblem[],
  { model, generation }: { model: string; generation: DifyGeneration },
): DifyError {
  const first = problems[0];
  if (first?.problem.kind === 'parser') {
    const { name, problem } = first;
    return generation === 'G1'
      ? new DifyError(400, { code: 'invalid_param', message: problem.restful, params: name })
      : new DifyError(400, {
          errors: { [name]: problem.restx },
          message: 'Input payload validation failed',
        });
  }
  const found = problems.flatMap(({ name, problem }) =>
    problem.kind === 'pydantic' ? [{ name, problem }] : [],
  );
  return generation === 'G4' ? unprocessable(found) : invalidParam(pydanticText(model, found));
}

/** `name` is empty when the payload as a whole is at fault. */
export interface NamedProblem {
  readonly name: string;
  readonly problem: FieldProblem;
}

interface NamedPydanticProblem {
  readonly name: string;
  readonly problem: PydanticProblem;
}

function unprocessable(problems: readonly NamedPydanticProblem[]) {
  const errors = problems.map(({ name, problem }) => ({
    type: problem.type,
    loc: name ? [name] : [],
    msg: problem.message,
  }));
  return new DifyError(422, { code: 'unprocessable_entity', message: pythonJson(errors), status: 422 });
}

function pydanticText(model: string, problems: readonly NamedPydanticProblem[]) {
  const lines = problems.flatMap(({ name, problem }) => [
    ...(name ? [name] : []),
    `  ${problem.message} [type=${problem.type}, input_value=${shortened(pythonRepr(problem.input))}, input_type=${pythonTypeName(problem.input)}]`,
    `    For further information visit https://errors.pydantic.dev/${PYDANTIC_VERSION}/v/${problem.type}`,
  ]);
  return [
    `${problems.length} validation error${problems.length === 1 ? '' : 's'} for ${model}`,
    ...lines,
  ].join('\n');
}

/** The one Dify pins (2.11.10) in the generation that prints it. */
const PYDANTIC_VERSION = '2.11';

/** Pydantic prints at most 50 bytes of an input: the first 25 and the last 24. */
function shortened(printed: string) {
  const bytes = Buffer.from(printed);
  if (bytes.length <= 50) return printed;
  let head = 25;
  while (isInsideCharacter(bytes[head])) head -= 1;
  let tail = bytes.length - 24;
  while (isInsideCharacter(bytes[tail])) tail += 1;
  return `${bytes.toString('utf8', 0, head)}...${bytes.toString('utf8', tail)}`;
}

const isInsideCharacter = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;
