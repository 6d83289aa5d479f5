/** Reads an answer piece by piece. */
export function readStream(response: Response) {
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
    /** @returns all that was read so far, `part` being the last that was waited for. */
    async until(part: string) {
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
