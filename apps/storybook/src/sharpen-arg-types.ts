import type { ArgTypes } from 'storybook/internal/types';

/**
 * Shows a prop's type as written, and the `@default` of its TSDoc, in their columns of the props
 * table.
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
          ...(NOT_TYPED_IN.test(name) && { control: false }),
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

/** Functions and elements have no control. */
const NOT_TYPED_IN = /^on[A-Z]|^(submit|children|render|container|collisionBoundary)$/;
