import type { ArgTypes } from 'storybook/internal/types';

/**
 * Shows a prop's type as written, and the `@default` of its TSDoc, in their columns of the props
 * table, and gives it a control of its type.
 */
export function sharpenArgTypes({ argTypes }: { argTypes: ArgTypes }): ArgTypes {
  return Object.fromEntries(
    Object.entries(argTypes).map(([name, argType]) => {
      const { description = '', table = {}, type } = argType;
      const [text, standard] = description.split(/\s*@default\s+/);
      const raw = typeof type === 'object' && 'raw' in type ? type.raw : undefined;
      const summary = (raw ?? table.type?.summary ?? '').replace(/ \| undefined\b|\bReact\./g, '');
      return [
        name,
        {
          ...argType,
          description: text ?? '',
          ...controlOf(name, summary),
          table: {
            ...table,
            type: { summary: summary === 'ReactReactElement' ? 'ReactElement' : summary },
            ...(standard !== undefined && { defaultValue: { summary: standard } }),
          },
        },
      ];
    }),
  );
}

/** Storybook takes every type with `undefined` in it for an object. */
function controlOf(name: string, type: string): Pick<ArgTypes[string], 'control' | 'options'> {
  if (NOT_TYPED_IN.test(name)) return { control: false };
  const options = CHOICES[name];
  if (options) return { control: { type: 'select' }, options };
  if (/^boolean\b/.test(type)) return { control: { type: 'boolean' } };
  return type === 'number' ? { control: { type: 'number' } } : {};
}

/** Functions and elements have no control. */
const NOT_TYPED_IN =
  /^on[A-Z]|^(submit|children|render|container|collisionBoundary|icons|sentAction|resolveReasons|redact|refreshMessage)$/;

/** The choices of types that have a name. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  surface: ['auto', 'popover', 'sheet', 'inline'],
  side: ['top', 'right', 'bottom', 'left'],
  align: ['start', 'center', 'end'],
};
