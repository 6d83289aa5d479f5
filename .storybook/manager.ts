import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';

const theme = (base: 'light' | 'dark', accent: string) =>
  create({
    base,
    brandTitle: 'Message Feedback',
    brandImage: `./logo-${base}.svg`,
    brandUrl: './',
    brandTarget: '_self',
    colorPrimary: accent,
    colorSecondary: accent,
    fontBase: 'system-ui, sans-serif',
    appBorderRadius: 6,
  });

addons.setConfig({
  theme: matchMedia('(prefers-color-scheme: dark)').matches
    ? theme('dark', '#8ab4ff')
    : theme('light', '#1d5fd1'),
});
