import { z } from 'zod';

/** Who is asked to help, from the closest on. */
export const stepPeople = ['report', 'manager', 'skip_level', 'hr'] as const;
export type StepPerson = (typeof stepPeople)[number];

/**
 * What a step answers to. `before_due` and `due_without_a_date`: there is no date, and none can be expected by itself.
 * `after_silence`: the report has not said whether it took place. `moved_often`: the manager has moved it again and again.
 */
export const stepOccasions = ['before_due', 'due_without_a_date', 'after_silence', 'moved_often'] as const;
export type StepOccasion = (typeof stepOccasions)[number];

const longestText = 200;

/** Somebody's own words, one line: no control characters, nor marks that turn the text after them around. */
const ownText = z
  .string()
  .trim()
  .min(1)
  .max(longestText)
  .regex(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u, 'must be one line without control characters');

/** `days` before the due date, after it, after the conversation's day, or after the move that was one too many. */
export const step = z.strictObject({
  who: z.enum(stepPeople),
  when: z.enum(stepOccasions),
  days: z.number().int().min(0).max(180),
  /** In place of Throughline's own sentence. */
  text: ownText.exactOptional(),
});
export type Step = Readonly<z.output<typeof step>>;

/** A step by the name that is on record once it was taken: later versions of a policy may move it, never repeat it. */
export type NamedStep = Step & { readonly name: string };

const mostSteps = 24;

/** In the order in which they are taken; none switches them off. */
export const steps = z
  .array(step)
  .max(mostSteps)
  .superRefine((all, context) => {
    for (const [index, each] of all.entries()) {
      const message = problemOf({ step: each, before: all.slice(0, index) });
      if (message !== null) context.addIssue({ code: 'custom', path: [index], message });
    }
  });

function problemOf({ step: { who, when, days }, before }: { step: Step; before: readonly Step[] }): string | null {
  if (when === 'after_silence' && who !== 'report') return 'only the report is asked whether it took place';
  if (when === 'moved_often' && who === 'report') return 'the report is not asked about the manager’s moves';
  const last = before.findLast((one) => one.when === when);
  if (last === undefined) return null;
  if (stepPeople.indexOf(who) < stepPeople.indexOf(last.who)) {
    return `expected report, manager, skip_level, hr in this order for ${when}`;
  }
  const isEarlier = when === 'before_due' ? days > last.days : days < last.days;
  return isEarlier ? `expected no step of ${when} before the one above it` : null;
}

/** Named by person, occasion and how many of the same came before. */
export function namedSteps(all: readonly Step[]): readonly NamedStep[] {
  return all.map((each, index) => {
    const same = all.slice(0, index).filter(({ who, when }) => who === each.who && when === each.when);
    return { ...each, name: `${each.who}.${each.when}.${same.length + 1}` };
  });
}
