/**
 * Between these two lines of an entry's text the agenda is ours to keep up to date. They are words, because calendars
 * drop comments, classes and ids, and because people should know which part is theirs. No character in them is written
 * differently in HTML.
 */
export const agendaMarks = {
  start: 'Throughline keeps this agenda up to date; what you write above or below it stays.',
  end: 'End of the agenda.',
} as const;
