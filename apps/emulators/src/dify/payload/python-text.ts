/** A JSON value as Python's `repr` prints what it becomes there; Dify's errors quote it. */
export function pythonRepr(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return printed(value, 'None', pythonRepr);
}

/** `json.dumps` with its default separators and ASCII only. */
export function pythonJson(value: unknown): string {
  if (typeof value !== 'string') return printed(value, 'null', pythonJson);
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function printed(value: unknown, nothing: string, print: (item: unknown) => string): string {
  if (value === null || value === undefined) return nothing;
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${print(key)}: ${print(item)}`);
  return `{${entries.join(', ')}}`;
}

/** What Python's `str` makes of it. */
export const pythonString = (value: unknown): string =>
  typeof value === 'string' ? value : pythonRepr(value);

export function pythonTypeName(value: unknown): string {
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (value === null || value === undefined) return 'NoneType';
  return Array.isArray(value) ? 'list' : 'dict';
}

/** What Python counts as false: `not value`. */
export const pythonFalsy = (value: unknown): boolean =>
  !value || (typeof value === 'object' && Object.keys(value).length === 0);

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = (character: string) =>
    ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python prints control characters as escapes.
  const body = text.replace(/[\\\u0000-\u001f\u007f]/g, escaped);
  return `${quote}${quote === "'" ? body.replaceAll("'", "\\'") : body}${quote}`;
}
