/** Whether `NODE_ENV` says production, where the runtime has such a thing: the proxy runs where there is no `process`. */
export function isProduction(): boolean {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.NODE_ENV === 'production';
}
