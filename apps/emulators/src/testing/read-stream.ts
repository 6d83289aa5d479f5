import type { Json } from './test-emulators.ts';

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

/** The server-sent events with data in a text, except for one at the end that has not arrived whole. */
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
