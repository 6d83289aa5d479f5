import { describe, expect, it } from 'vitest';
import { sharedEmulators } from '../testing/test-emulators.ts';

const emulators = sharedEmulators();
/** Every file the page loads, found by following what each file refers to. */
async function crawl() {
  const files = new Map<string, Response>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const response = await fetch(`${emulators.url}${path}`);
    const source = await response.text();
    files.set(path, response);
    const references = source.matchAll(/(?:src|href|from)\s*=?\s*["']([^"'#][^"']*)["']/g);
    for (const [, reference = ''] of references) {
      waiting.push(new URL(reference, `${emulators.url}${path}`).href.replace(emulators.url, ''));
    }
  }
  return files;
}

describe('the operator page', () => {
  it('loads only files that exist, all from the emulators', async () => {
    const files = await crawl();
    const scripts = [...files.keys()].filter((path) => path.endsWith('.js'));
    expect(scripts.sort()).toEqual(['/operator/operator.js', '/operator/upstreams.js']);
    for (const [path, { status }] of files) expect([path, status]).toEqual([path, 200]);
  });

  it('runs only the scripts and styles of its own files', async () => {
    const response = await fetch(emulators.url);
    const { headers } = response;
    const source = await response.text();
    expect(headers.get('Content-Security-Policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self';",
    );
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(source).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
  });

  it('serves each file with its media type', async () => {
    const files = await crawl();
    expect(files.get('/operator/operator.js')?.headers.get('Content-Type')).toMatch(/^text\/javascript/);
    expect(files.get('/operator/operator.css')?.headers.get('Content-Type')).toMatch(/^text\/css/);
  });
});
