import type { Json } from './test-emulators.ts';

/** Reads a response piece by piece. */
export function readStream(response: Response) {
  const reader = response.body?.getReader();
  if (!reader) throw new Error('The response has no body.');
  const decoder = new TextDecoder();
  let text = '';
  const readOn = async () => {
    const { value, done } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    return !done;
  };
  return {
    /** Reads until the text contains `part`. @returns all text so far. */
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

/** The complete server-sent events with data in a text. */
export function eventsIn(text: string): { event: string; data: Json }[] {
  const blocks = text
    .split('\n\n')
    .slice(0, -1)
    .filter((block) => /^data:/m.test(block));
  return blocks.map((block) => {
    const [, event = ''] = /^event: ?(.*)$/m.exec(block) ?? [];
    const [, data = ''] = /^data: ?(.*)$/m.exec(block) ?? [];
    return { event, data: JSON.parse(data) };
  });
}
