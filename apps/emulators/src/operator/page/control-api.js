/** Calls the control API. Rejects with the sentence it answers, so that it can be shown as it is. */
export async function callControl(path, { method = 'GET', body } = {}) {
  const response = await fetch(`/__emulator${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : undefined;
  if (response.ok) return answer;
  const problems = (answer?.problems ?? []).map(({ field, problem }) => `${field}: ${problem}`);
  throw new Error([answer?.error ?? `The emulators answered ${response.status}.`, ...problems].join(' '));
}
