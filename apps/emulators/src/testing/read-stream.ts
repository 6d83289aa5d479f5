/** Reads an answer piece by piece. */
export function readStream(response: Response): StreamReader {
  const reader = response.body?.getReader();
  if (!reader) throw new Error('The answer has no body to read.');
  const decoder = new TextDecoder();
  let text = '';
  const readOn = async () => {
    const { value, done } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    return !done;
  };
  return {
    async until(part) {
      while (!text.includes(part) && (await readOn()));
      return text;
    },
    async toEnd() {
      while (await readOn());
      return text;
    },
    cancel: () => reader.cancel(),
  };
}

interface StreamReader {
  /** @returns all that was read so far, `part` being the last that was waited for. */
  until(part: string): Promise<string>;
  toEnd(): Promise<string>;
  cancel(): Promise<void>;
}
