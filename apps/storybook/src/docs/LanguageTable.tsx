import type * as React from 'react';
import { LANGUAGES } from '../languages.ts';
import { Table } from './Table.tsx';

/** The languages of the kit, with a sample of each. */
export function LanguageTable(): React.ReactElement {
  const shipped = LANGUAGES.filter(({ labels }) => labels.locale !== 'en-XA');
  return (
    <Table
      head={['Language', 'Module', 'Sample']}
      rows={shipped.map(({ title, labels, direction = 'ltr' }) => [
        title,
        <code key="module">@message-feedback/react/locales/{labels.locale}</code>,
        <span key="sample" lang={labels.locale} dir={direction}>
          {labels.saved} {labels.charactersLeft(11)}
        </span>,
      ])}
    />
  );
}
