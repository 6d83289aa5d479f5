import { expect, it } from 'vitest';
import { sharpenArgTypes } from './sharpen-arg-types.ts';

/** What Storybook makes of a prop whose type is written like this. */
const prop = (name: string, raw: string, description = '') => ({
  [name]: { name, description, type: { name: 'union' as const, value: [], raw } },
});

it('gives a boolean, a number and a choice a control of their own, although they may be undefined', () => {
  const argTypes = sharpenArgTypes({
    argTypes: {
      ...prop('details', 'boolean | undefined'),
      ...prop('readOnly', 'boolean | string | undefined'),
      ...prop('sideOffset', 'number | undefined'),
      ...prop('side', "PopoverContentProps['side'] | undefined"),
    },
  });
  expect(argTypes.details?.control).toEqual({ type: 'boolean' });
  expect(argTypes.readOnly?.control).toEqual({ type: 'boolean' });
  expect(argTypes.sideOffset?.control).toEqual({ type: 'number' });
  expect(argTypes.side).toMatchObject({
    control: { type: 'select' },
    options: ['top', 'right', 'bottom', 'left'],
  });
});

it('gives a function no control', () => {
  const { sentAction } = sharpenArgTypes({
    argTypes: prop('sentAction', '((feedback: Feedback) => React.ReactNode) | undefined'),
  });
  expect(sentAction?.control).toBe(false);
});

it('moves the default of a prop from its description to its own column', () => {
  const { openOnRate } = sharpenArgTypes({
    argTypes: prop('openOnRate', 'boolean | undefined', 'Opens. @default true'),
  });
  expect(openOnRate).toMatchObject({
    description: 'Opens.',
    table: { type: { summary: 'boolean' }, defaultValue: { summary: 'true' } },
  });
});
