import type { StorybookConfig } from '@storybook/react-vite';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, mergeConfig } from 'vite';

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  staticDirs: ['../apps/storybook/public'],
  stories: ['../apps/storybook/stories/**/*.mdx', '../apps/storybook/stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-vitest', '@storybook/addon-a11y', '@storybook/addon-docs'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: (viteConfig) =>
    mergeConfig(viteConfig, {
      // Tailwind styles only the stories of "Theming".
      plugins: [react(), tailwindcss()],
      resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
    }),
};
export default config;
