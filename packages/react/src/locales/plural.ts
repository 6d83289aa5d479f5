/**
 * Makes sentences with a number in them. `#` in a form stands for the number, written as in that language; the forms are those
 * of `Intl.PluralRules`, and one that the type names may not be left out. What French, Spanish and Portuguese keep for whole
 * millions is said by `other`: no limit of an upstream comes near them.
 */
export function createPlural<Form extends Intl.LDMLPluralRule = never>(
  locale: string,
): (forms: PluralForms<Form>) => (count: number) => string {
  // Dear to make, and most bars never count anything: made when somebody first comes near, and once.
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  return (forms) => (count) => {
    rules ??= new Intl.PluralRules(locale);
    numbers ??= new Intl.NumberFormat(locale);
    const form: string | undefined = (forms as Partial<PluralForms<Intl.LDMLPluralRule>>)[
      rules.select(count)
    ];
    return (form ?? forms.other).replace('#', numbers.format(count));
  };
}

export type PluralForms<Form extends Intl.LDMLPluralRule> = Readonly<Record<Form | 'other', string>>;
