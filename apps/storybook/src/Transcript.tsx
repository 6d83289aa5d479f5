import type * as React from 'react';

/** The part of a chat around a feedback bar. */
export function Transcript({ children }: React.PropsWithChildren): React.ReactElement {
  return (
    <div role="log" style={{ display: 'grid', gap: '1rem', maxInlineSize: '42rem' }}>
      {children}
    </div>
  );
}

export function Question({ children }: React.PropsWithChildren): React.ReactElement {
  return (
    <p
      lang="en"
      dir="auto"
      style={{
        justifySelf: 'end',
        margin: 0,
        padding: '0.5rem 0.875rem',
        border: '1px solid',
        borderRadius: '1rem',
      }}
    >
      {children}
    </p>
  );
}

export function Answer({
  children,
  feedback,
}: React.PropsWithChildren<{ feedback: React.ReactNode }>): React.ReactElement {
  return (
    <article>
      <p lang="en" dir="auto" style={{ margin: '0 0 0.25rem' }}>
        {children}
      </p>
      {feedback}
    </article>
  );
}
