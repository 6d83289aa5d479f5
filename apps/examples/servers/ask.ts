/** Asks Dify through `/api/chat` and yields the answer as it grows. */
export async function* ask(question: string, headers: Record<string, string> = {}) {
  const response = await fetch('/api/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ question }),
  });
  if (!response.ok || !response.body) throw new Error(`The chat responded with ${response.status}.`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unread = '';
  let text = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (unread + read.value).split('\n');
    unread = lines.pop() ?? '';
    for (const line of lines.filter((line) => line.startsWith('data:'))) {
      const { event, answer, message_id: messageId } = JSON.parse(line.slice(5));
      if (event !== 'message') continue;
      text += answer;
      yield { messageId: messageId as string, text };
    }
  }
}
