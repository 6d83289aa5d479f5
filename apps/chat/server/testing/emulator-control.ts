/** Sends commands to the emulators over their control API and returns the responses. */
export function emulatorControl(url: string) {
  return async (method: string, path: string, body: object = {}): Promise<unknown> => {
    const response = await fetch(`${url}/__emulator${path}`, {
      method,
      ...(method !== 'GET' && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`The emulator answered ${response.status} to ${method} ${path}.`);
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  };
}
