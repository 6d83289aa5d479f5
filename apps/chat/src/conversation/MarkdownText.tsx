import Markdown, { type MarkdownToJSX } from 'markdown-to-jsx/react';
import { type ComponentPropsWithoutRef, memo } from 'react';
import { useWords } from '../language/useLanguage.ts';

/** An answer's Markdown. HTML in it is shown as plain text. */
export const MarkdownText = memo(function MarkdownText({ text, growing }: MarkdownTextProps) {
  return (
    <div className="markdown" dir="auto">
      <Markdown options={growing ? GROWING : COMPLETE}>{text}</Markdown>
    </div>
  );
});

export interface MarkdownTextProps {
  readonly text: string;
  /** Whether the text still streams. */
  readonly growing: boolean;
}

const COMPLETE: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  forceBlock: true,
  overrides: {
    a: OutsideLink,
    img: PictureLink,
    table: WideTable,
    pre: CodeBlock,
    // Below the message's heading of level 2, and without an id, because two answers could share
    // it.
    h1: heading('h3'),
    h2: heading('h4'),
    h3: heading('h5'),
    h4: heading('h6'),
    h5: heading('h6'),
    h6: heading('h6'),
  },
};

/** Hides incomplete syntax while the text streams. */
const GROWING: MarkdownToJSX.Options = { ...COMPLETE, optimizeForStreaming: true };

function heading(Level: 'h3' | 'h4' | 'h5' | 'h6') {
  return ({ children }: ComponentPropsWithoutRef<'h3'>) => <Level>{children}</Level>;
}

function OutsideLink({ children, href }: ComponentPropsWithoutRef<'a'>) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/**
 * A link instead of an image: loading the image would tell a server chosen by the answer that the
 * user reads it.
 */
function PictureLink({ alt, src }: ComponentPropsWithoutRef<'img'>) {
  const words = useWords();
  return <OutsideLink href={src}>{alt || words.picture}</OutsideLink>;
}

function WideTable({ children }: ComponentPropsWithoutRef<'table'>) {
  const words = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be focusable.
    <section className="wide-table" aria-label={words.table} tabIndex={0}>
      <table>{children}</table>
    </section>
  );
}

function CodeBlock({ children }: ComponentPropsWithoutRef<'pre'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable element must be focusable.
  return <pre tabIndex={0}>{children}</pre>;
}
