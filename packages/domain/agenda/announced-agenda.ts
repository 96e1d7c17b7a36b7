import type { Agenda, AgendaSection } from './compose-agenda.ts';

/** What a calendar and its attachment may say of an agenda: the template's own words, nothing either of the two wrote. */
export type AnnouncedAgenda = {
  /** What this is, so that nobody is alarmed. */
  readonly opening: string;
  readonly title: string;
  readonly purpose: string;
  readonly sections: readonly Pick<AgendaSection, 'title' | 'minutes' | 'questions'>[];
};

/** Whatever was carried over stays on the agenda page. */
export function announcedAgenda({ agenda, intervalDays }: { agenda: Agenda; intervalDays: number }): AnnouncedAgenda {
  return {
    opening:
      `Routine: everyone here has one ${howOften(intervalDays)}. Nothing is wrong. It is not a review and not about pay or promotion. ` +
      'I want to understand what you actually want, not what you think I want to hear. You can move it or say not now. ' +
      'Others learn that it took place, never what was said.',
    title: agenda.title,
    purpose: agenda.purpose,
    sections: agenda.sections
      .filter(({ key }) => key !== 'carried_over')
      .map(({ title, minutes, questions }) => ({ title, minutes, questions })),
  };
}

/** '180 days' the way one says it. */
function howOften(intervalDays: number): string {
  const months = Math.round(intervalDays / daysInMonth);
  return months === 12 ? 'about once a year' : `about every ${monthNames[months] ?? months} months`;
}

const daysInMonth = 365 / 12;
const monthNames = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];
