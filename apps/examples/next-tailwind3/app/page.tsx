import { en } from '@message-feedback/react';
import { ja } from '@message-feedback/react/locales/ja';
import { Chat } from './chat';

/** A server component: it chooses the language, here by `?lang=ja`. */
export default async function Page({ searchParams }: { searchParams: Promise<{ lang?: string }> }) {
  const { lang } = await searchParams;
  return <Chat labels={lang === 'ja' ? ja : en} />;
}
