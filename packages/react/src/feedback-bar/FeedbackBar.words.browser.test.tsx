import { createScriptedSubmit } from '@message-feedback/core/testing';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { renderFeedback } from '../../test/feedback-harness.tsx';
import { makeUnreachable } from '../../test/unreachable.ts';
import { de } from '../locales/de.ts';
import { en } from '../locales/en.ts';
import { FeedbackBar } from './FeedbackBar.tsx';

const message = { messageId: 'message-1' };
const status = page.getByRole('status');

describe('the language of <FeedbackBar />', () => {
  const group = page.getByRole('group', { name: de.group });

  it('is the language of its labels, whatever the page’s is', async () => {
    renderFeedback(<FeedbackBar message={message} />, { labels: de });
    await expect.element(group).toHaveAttribute('lang', 'de');
    await page.getByRole('button', { name: de.rating.dislike }).click();
    await expect.element(page.getByRole('dialog')).toHaveAttribute('lang', 'de');
  });

  it('follows the details out of the bar', async () => {
    renderFeedback(<FeedbackBar message={message} surface="inline" />, { labels: de });
    await page.getByRole('button', { name: de.rating.dislike }).click();
    await page.getByRole('button', { name: de.addDetails }).click();
    const details = page.getByRole('group', { name: de.detailsTitle.dislike });
    await expect.element(details).toHaveAttribute('lang', 'de');
  });

  it('is the host’s, if the host sets `lang`', async () => {
    renderFeedback(<FeedbackBar message={message} lang="de-AT" />, { labels: de });
    await expect.element(group).toHaveAttribute('lang', 'de-AT');
  });

  it('is the page’s for the built-in English, which saves every bar the attribute', async () => {
    renderFeedback(<FeedbackBar message={message} />);
    await expect.element(page.getByRole('group', { name: en.group })).not.toHaveAttribute('lang');
    await page.getByRole('button', { name: en.rating.dislike }).click();
    await expect.element(page.getByRole('dialog')).toHaveAttribute('lang', 'en');
  });

  it('is English for the English labels of a page in another language', async () => {
    renderFeedback(<FeedbackBar message={message} />, { labels: en });
    await expect.element(page.getByRole('group', { name: en.group })).toHaveAttribute('lang', 'en');
  });
});

describe('the description of the details', () => {
  const { detailsDescription, detailsDescriptionUnsent } = en;
  const dialog = page.getByRole('dialog');

  it('does not say that a rating counts while the status says that it is not sent', async () => {
    const submit = createScriptedSubmit();
    makeUnreachable(submit);
    renderFeedback(<FeedbackBar message={message} />, { submit });
    await page.getByRole('button', { name: en.rating.dislike }).click();
    await expect.element(status).toHaveTextContent(en.delayed);
    await expect.element(dialog.getByText(detailsDescriptionUnsent)).toBeVisible();
    expect(dialog.getByText(detailsDescription).elements()).toEqual([]);
    submit.failAlways(null);
    await page.getByRole('button', { name: en.retry }).click();
    await expect.element(dialog.getByText(detailsDescription)).toBeVisible();
  });

  it('does not say so either while feedback waits until the user signs in', async () => {
    const submit = createScriptedSubmit();
    submit.failNext('unauthenticated');
    renderFeedback(<FeedbackBar message={message} />, { submit });
    await page.getByRole('button', { name: en.rating.dislike }).click();
    await expect.element(status).toHaveTextContent(en.held);
    await expect.element(dialog.getByText(detailsDescriptionUnsent)).toBeVisible();
  });
});
