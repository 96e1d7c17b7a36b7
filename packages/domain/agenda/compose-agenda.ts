import { managerCard } from './manager-card.ts';
import type { ManagerCard } from './manager-card.ts';
import { shareMinutes } from './share-minutes.ts';
import { templates, templateVersion } from './templates.ts';
import type { TemplateKey } from './templates.ts';

/** Something from before that waits until it was talked about or its owner takes it back. Shown to the two only. */
export type CarriedOverItem = { readonly id: string; readonly text: string };

export type AgendaSection = {
  readonly key: string;
  readonly title: string;
  readonly minutes: number;
  readonly questions: readonly string[];
  /** Empty but in the section `carried_over`. */
  readonly items: readonly CarriedOverItem[];
};

export type Agenda = {
  readonly template: TemplateKey;
  readonly templateVersion: number;
  readonly title: string;
  readonly purpose: string;
  readonly durationMinutes: number;
  /** In order; their minutes add up to the duration. */
  readonly sections: readonly AgendaSection[];
  /** For the report alone. */
  readonly prepPrompts: readonly string[];
  /** For the manager alone. */
  readonly managerCard: ManagerCard;
};

/** The two-year question keeps this much whatever else there is to talk about. */
const closingQuestionMinutes = 15;
const openingMinutes = 5;
const nextStepMinutes = 5;
const carriedOverWeight = 2;
/** Below this an agenda makes no sense; an entry somebody shortened further keeps this one's. */
const shortestAgendaMinutes = 45;

/**
 * The agenda of one conversation: framing, what was carried over, the template's sections, the two-year question
 * with its own protected time, one small step. Every question may be struck or put off by the report.
 */
export function composeAgenda({
  template: key,
  durationMinutes,
  carriedOver,
}: {
  template: TemplateKey;
  durationMinutes: number;
  carriedOver: readonly CarriedOverItem[];
}): Agenda {
  const template = templates[key];
  const duration = Math.max(durationMinutes, shortestAgendaMinutes);
  const middle = [
    ...(carriedOver.length === 0
      ? []
      : [
          {
            key: 'carried_over',
            title: 'Still open from before',
            questions: [],
            items: carriedOver,
            weight: carriedOverWeight,
          },
        ]),
    ...template.sections.map((section) => ({ ...section, items: [] })),
  ];
  const minutes = shareMinutes({
    total: duration - openingMinutes - closingQuestionMinutes - nextStepMinutes,
    weights: middle.map(({ weight }) => weight),
  });
  return {
    template: key,
    templateVersion,
    title: template.title,
    purpose: template.purpose,
    durationMinutes: duration,
    sections: [
      opening,
      ...middle.map(({ key: sectionKey, title, questions, items }, index) => ({
        key: sectionKey,
        title,
        minutes: minutes[index] ?? 0,
        questions,
        items,
      })),
      closingQuestion,
      nextStep,
    ],
    prepPrompts: [...template.prepPrompts, twoYears],
    managerCard,
  };
}

const twoYears = 'If you were still here in two years and glad of it, what had to happen?';

const opening: AgendaSection = {
  key: 'opening',
  title: 'What this is, and what it is not',
  minutes: openingMinutes,
  questions: [
    'Routine, not a review, and not about pay or promotion. Strike or put off anything you would rather not talk about.',
  ],
  items: [],
};

const closingQuestion: AgendaSection = {
  key: 'two_years',
  title: 'Two years from now',
  minutes: closingQuestionMinutes,
  questions: [twoYears],
  items: [],
};

const nextStep: AgendaSection = {
  key: 'next_step',
  title: 'One small step',
  minutes: nextStepMinutes,
  questions: ['What is one small step, here, by when? Which part of it is mine?', 'Who shall I name you to?'],
  items: [],
};
