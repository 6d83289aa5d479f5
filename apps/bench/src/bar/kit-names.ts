/** How the page calls each row. */
export const KIT_NAMES: Readonly<Record<string, string>> = {
  none: 'the host’s rows alone',
  plain: 'plain buttons',
  ours: '**ours**',
  naive: 'plain, Radix and TanStack',
  'ant-design-x': 'Ant Design X',
  'assistant-ui': 'assistant-ui',
  'base-ui': 'Base UI',
  fluent: 'Fluent AI',
  'headless-ui': 'Headless UI',
  mui: 'MUI',
  patternfly: 'PatternFly',
  'react-aria': 'React Aria',
};
