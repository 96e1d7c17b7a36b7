import { Fieldset, NumberInput, SimpleGrid } from '@mantine/core';
import { limitsOf, ruleError, ruleWords, type NumberRule, type RuleName } from './rule-words.ts';

export type RuleEditing = {
  /** As typed, else as it stands. */
  readonly valueOf: (rule: RuleName) => unknown;
  /** What the API said of a rule beside others, once it was asked. */
  readonly refusalOf: (rule: RuleName) => string | null;
  readonly onChange: (rule: RuleName, value: unknown) => void;
};

/** Rules that are numbers, each with its limits beside it. */
export function RuleFields({
  title,
  rules,
  editing: { valueOf, refusalOf, onChange },
}: {
  title: string;
  rules: readonly NumberRule[];
  editing: RuleEditing;
}) {
  return (
    <Fieldset legend={title} radius="md">
      <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
        {rules.map((rule) => {
          const value = valueOf(rule);
          return (
            <NumberInput
              key={rule}
              label={ruleWords[rule].label}
              description={limitsOf(rule)}
              value={typeof value === 'number' ? value : ''}
              allowDecimal={false}
              clampBehavior="none"
              hideControls
              error={ruleError(rule, value) ?? refusalOf(rule)}
              onChange={(next) => onChange(rule, next)}
            />
          );
        })}
      </SimpleGrid>
    </Fieldset>
  );
}
