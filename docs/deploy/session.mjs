// Replace this file with your own session check. Until then every request is refused with 401.
/** The user of a verified session cookie; `null` without one. */
export async function readSession(_cookie) {
  return null;
}
