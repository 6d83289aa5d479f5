/** The chunks of an answer that Dify streams. */
export async function* readDify(response: Response) {
  if (!response.ok || !response.body) throw new Error(`Dify responded with ${response.status}.`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let unread = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (unread + read.value).split('\n');
    unread = lines.pop() ?? '';
    for (const line of lines.filter((line) => line.startsWith('data:'))) {
      const { event, answer, message_id } = JSON.parse(line.slice(5));
      if (event === 'message') yield { messageId: String(message_id), delta: String(answer) };
    }
  }
}
