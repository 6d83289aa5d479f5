import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MarkdownText } from './MarkdownText.tsx';

describe('<MarkdownText />', () => {
  it('shows HTML as plain text', () => {
    const html = render('Hi <img src=x onerror=alert(1)> <script>alert(1)</script> <b>bold</b>');
    expect(html).not.toMatch(/<(img|script|b)\b/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('opens links in a new tab, and only web addresses', () => {
    expect(render('[a](https://example.com)')).toContain(
      '<a href="https://example.com" target="_blank" rel="noopener noreferrer">a</a>',
    );
    for (const address of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'vbscript:x', 'data:text/html,x']) {
      expect(render(`[a](${address})`)).not.toMatch(/href="(?!https?:)/i);
    }
  });

  it('links to an image instead of loading it', () => {
    const html = render('![A cat](https://tracker.example/cat.png)');
    expect(html).not.toContain('<img');
    expect(html).toMatch(/<a href="https:\/\/tracker\.example\/cat\.png"[^>]*>A cat<\/a>/);
  });

  it('nests headings below the heading of the message, without ids that two answers could share', () => {
    const html = render('# One\n\n## Two\n\n###### Six');
    expect(html).toMatch(/<h3>One<\/h3>.*<h4>Two<\/h4>.*<h6>Six<\/h6>/s);
    expect(html).not.toContain('id=');
  });

  it('makes scrollable content reachable by keyboard', () => {
    expect(render('```ts\nlet a;\n```')).toContain('<pre tabindex="0">');
    expect(render('| a |\n| - |\n| 1 |')).toMatch(/<section[^>]*tabindex="0"[^>]*><table>/i);
  });

  it('hides incomplete syntax while the text grows', () => {
    expect(render('This is **impor', true)).not.toContain('**');
    expect(render('```ts\nlet a', true)).toContain('let a');
  });
});

const render = (text: string, growing = false) =>
  renderToStaticMarkup(createElement(MarkdownText, { text, growing }));
