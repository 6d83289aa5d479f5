import type { Emulated, Json } from '../emulated/emulated-upstream.ts';

/** The requests for every message that ever had two under way at Dify at once. An empty list is what a test wants. */
export async function overlaps({ control }: Emulated): Promise<string[]> {
  const { messages } = await control('/in-flight');
  const overlapping = Object.keys(messages).filter((id) => messages[id].maximum > 1);
  if (overlapping.length === 0) return [];
  const { requests } = await control('/requests?upstream=dify');
  return requests
    .filter(({ messageId }: Json) => overlapping.includes(messageId))
    .map(
      ({ messageId, receivedAt, answeredAt, status, inFlight, body }: Json) =>
        `${messageId}: ${receivedAt} to ${answeredAt}, ${status}, ${inFlight} under way, ${body}`,
    );
}
