import { refusal } from '../frame/site.ts';
import { difyError, invalidParam, type JsonObject } from './dify-errors.ts';
import type { DifyGeneration } from './dify-settings.ts';
import { pythonRepr, pythonString, pythonTypeName } from './python-text.ts';

interface FeedbackPayload {
  readonly rating: (typeof RATINGS)[number] | null;
  readonly content: string | null;
}

const RATINGS = ['like', 'dislike'] as const;

/**
 * Reads the body of a rating as a generation of Dify does. Ignores unknown fields.
 *
 * @throws HTTPException with the generation's own error.
 */
export const readFeedback = (body: JsonObject, generation: DifyGeneration): FeedbackPayload =>
  generation === 'G1' || generation === 'G2' ? parseArguments(body, generation) : validate(body, generation);

/**
 * Dify up to 1.10.1 uses Flask's argument parser, which takes the first item of a list and turns
 * values into text.
 */
function parseArguments(body: JsonObject, generation: 'G1' | 'G2'): FeedbackPayload {
  const argument = (name: keyof FeedbackPayload) => {
    const given = body[name];
    const value = Array.isArray(given) ? given[0] : given;
    return value === undefined || value === null ? null : pythonString(value);
  };
  const given = argument('rating');
  const rating = RATINGS.find((each) => each === given) ?? null;
  if (rating === given) return { rating, content: argument('content') };
  throw badRequest(
    generation === 'G1'
      ? { code: 'invalid_param', message: `${given} is not a valid choice`, params: 'rating' }
      : {
          errors: {
            rating: `Feedback rating The value '${given}' is not a valid choice for 'rating'.`,
          },
          message: 'Input payload validation failed',
        },
  );
}

/** Dify from 1.11.0 uses Pydantic, which takes only the right types and reports every problem. */
function validate(body: JsonObject, generation: 'G3' | 'G4'): FeedbackPayload {
  const { rating = null, content = null } = body;
  const isRating = rating === null || rating === 'like' || rating === 'dislike';
  const isContent = content === null || typeof content === 'string';
  if (isRating && isContent) return { rating, content };
  const problems = [
    ...(isRating ? [] : [{ ...INVALID_RATING, input: rating }]),
    ...(isContent ? [] : [{ ...INVALID_CONTENT, input: content }]),
  ];
  if (generation === 'G3') throw invalidParam(pydanticText(problems));
  // Spaced as Python's `json.dumps` does.
  const errors = problems.map(
    ({ type, name, message }) => `{"type": "${type}", "loc": ["${name}"], "msg": "${message}"}`,
  );
  throw difyError(422, 'unprocessable_entity', `[${errors.join(', ')}]`);
}

const INVALID_RATING = {
  name: 'rating',
  type: 'literal_error',
  message: "Input should be 'like' or 'dislike'",
};
const INVALID_CONTENT = {
  name: 'content',
  type: 'string_type',
  message: 'Input should be a valid string',
};

const badRequest = (body: object) => refusal(Response.json(body, { status: 400 }));

function pydanticText(problems: readonly (typeof INVALID_RATING & { input: unknown })[]) {
  const lines = problems.flatMap(({ name, type, message, input }) => [
    name,
    `  ${message} [type=${type}, input_value=${shortened(pythonRepr(input))}, input_type=${pythonTypeName(input)}]`,
    // This generation of Dify pins Pydantic 2.11.10.
    `    For further information visit https://errors.pydantic.dev/2.11/v/${type}`,
  ]);
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'}`;
  return [`${count} for MessageFeedbackPayload`, ...lines].join('\n');
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
