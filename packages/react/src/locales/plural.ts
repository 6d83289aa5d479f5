/**
 * Creates texts with a number. `#` stands for the number, formatted for the language. The forms are
 * those of `Intl.PluralRules`. The type parameter names those that the language needs besides
 * `other`. French, Spanish and Portuguese have a form for whole millions, which `other` covers: no
 * upstream has a limit that large.
 */
export function createPlural<Form extends Intl.LDMLPluralRule = never>(
  locale: string,
): (forms: PluralForms<Form>) => (count: number) => string {
  // Slow to create, and most bars never count: created once, for the first count.
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
