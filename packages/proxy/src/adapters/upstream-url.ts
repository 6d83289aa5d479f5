/**
 * Appends path segments to a base URL, each encoded. Throws when the URL would not lead where the segments say: encoding
 * leaves `..` as it is, and a URL drops it together with the segment before it.
 */
export function upstreamUrl(baseUrl: string, segments: readonly string[]): string {
  const url = new URL(baseUrl);
  const path = `${withoutTrailingSlash(url.pathname)}/${segments.map(encodeURIComponent).join('/')}`;
  url.pathname = path;
  if (url.pathname !== path || segments.includes('')) {
    throw new Error(
      'An id would change the path of the upstream request, so nothing was sent. Check the adapter’s patterns for ids.',
    );
  }
  return url.href;
}

function withoutTrailingSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
