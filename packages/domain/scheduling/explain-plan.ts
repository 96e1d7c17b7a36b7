import type { CostParts } from './cost.ts';
import { costOfPositionInWeek } from './cost.ts';
import type { Fringe, PersonTime } from './common-time.ts';
import type { ConversationToPlan } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import type { Searched } from './search-slots.ts';
import { dayOf } from './wall-clock.ts';

type Looked = { readonly conversation: ConversationToPlan; readonly search: Searched };
type Chosen = Looked & { readonly slot: PossibleSlot };

/** Why this slot, in sentences: what it keeps, what was ruled out, what it costs. */
export function explainSlot({
  conversation,
  search,
  slot,
  invitationsAt,
  positionInWeek,
  maxPerWeek,
}: Chosen & {
  invitationsAt: Temporal.Instant;
  /** 1 for the first in the manager's week. */
  positionInWeek: number;
  maxPerWeek: number;
}): readonly string[] {
  const { manager, report } = search.time;
  const leadDays = Math.floor((slot.span.start - invitationsAt.epochMilliseconds) / dayInMilliseconds);
  return [
    `${clockFace(manager, slot)}${manager.person.timeZone === report.person.timeZone ? '' : `, which is ${clockFace(report, slot)}`}.`,
    `The invitation goes out ${days(leadDays)} ahead; the policy asks for ${conversation.rules.leadTimeDays}.`,
    ...lateness({ conversation, search, slot }),
    distanceFromIdeal({ conversation, search, slot }),
    ...whatWasLookedAt({ conversation, search }),
    ...(positionInWeek > maxPerWeek
      ? [
          `It is number ${positionInWeek} in ${manager.person.name}'s week, more than the ${maxPerWeek} asked for: the weeks that are left cannot hold them all otherwise.`,
        ]
      : []),
    costSentence({ parts: slot.parts, week: costOfPositionInWeek(positionInWeek) }),
  ];
}

/** Why no slot, in sentences. */
export function explainNone({ conversation, search }: Looked): readonly string[] {
  const { manager, report } = search.time;
  const between = `between ${dateIn(manager, search.window.start.epochMilliseconds)} and ${dateIn(manager, search.window.end.epochMilliseconds - 1)}`;
  const looked = whatWasLookedAt({ conversation, search });
  if (search.found.slots.length > 0) {
    return [
      `Every day ${between} on which both could is needed for another of ${manager.person.name}'s conversations.`,
      ...looked,
    ];
  }
  if (search.found.ruledOut.day_taken > 0) {
    return [`Every day ${between} on which both could holds another conversation of one of them.`, ...looked];
  }
  if (search.found.considered === 0) {
    return [
      `${manager.person.name} and ${report.person.name} are never both at work for ${conversation.rules.durationMinutes} minutes ${between}.`,
      ...looked,
    ];
  }
  return [`Nothing suits both ${between}.`, ...looked];
}

const dayInMilliseconds = 86_400_000;

function lateness({ conversation, search, slot }: Chosen): readonly string[] {
  if (!slot.late) return [];
  const { manager, report } = search.time;
  const daysLate = report.clock(slot.span.start).day - dayOf(conversation.dueOn);
  const because = search.found.slots.some(({ late }) => !late)
    ? `the days before it are needed for other conversations of ${manager.person.name}'s`
    : 'nothing before it suits both';
  return [`It is ${days(daysLate)} late, falling due on ${inWords(conversation.dueOn)}: ${because}.`];
}

function distanceFromIdeal({ conversation, search, slot }: Chosen): string {
  const { idealDaysBeforeDue } = conversation.rules;
  const ideal = conversation.dueOn.subtract({ days: idealDaysBeforeDue });
  const distance = search.time.report.clock(slot.span.start).day - dayOf(ideal);
  const where = distance === 0 ? 'On' : `${days(Math.abs(distance))} ${distance < 0 ? 'before' : 'after'}`;
  return `${where} the ideal day, ${inWords(ideal)}, ${days(idealDaysBeforeDue)} before the due date.`;
}

function whatWasLookedAt({ conversation, search }: Looked): readonly string[] {
  const { considered, ruledOut, slots } = search.found;
  const { manager, report, fringe } = search.time;
  const reasons = [
    { count: ruledOut.manager_busy, because: `meet something in ${manager.person.name}'s calendar` },
    { count: ruledOut.report_busy, because: `meet something in ${report.person.name}'s calendar` },
    {
      count: ruledOut.near_one_on_one,
      because: `are within ${conversation.rules.oneOnOneDistanceHours} hours of their regular 1:1`,
    },
    { count: ruledOut.day_turned_down, because: 'are on a day that did not suit one of them before' },
    { count: ruledOut.day_taken, because: 'are on a day that holds another conversation already' },
  ].filter(({ count }) => count > 0);
  const fallAway =
    reasons.length === 0 ? 'none falls away' : reasons.map(({ count, because }) => `${count} ${because}`).join(', ');
  return [
    `Of ${considered} possible starts within both people's working hours, ${fallAway}; ${slots.length} are left.`,
    ...fringeSentence(fringe, {
      manager: manager.person.name,
      report: report.person.name,
      minutes: conversation.rules.fringeMinutes,
    }),
    ...[manager, report].flatMap(daysAway),
  ];
}

function fringeSentence(
  fringe: Fringe,
  { manager, report, minutes }: { manager: string; report: string; minutes: number },
): readonly string[] {
  if (fringe === 'nobody') return [];
  const who = { manager, report, both: `${manager} and ${report} each` }[fringe];
  return [
    `Their working hours never meet for long enough, so up to ${minutes} minutes around the day were allowed for ${who}.`,
  ];
}

function daysAway({ person, daysOff }: PersonTime): readonly string[] {
  const parts = [
    { count: daysOff.blackout, what: 'in a blackout period' },
    { count: daysOff.holiday, what: 'on public holidays' },
    { count: daysOff.leave, what: 'on leave' },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) return [];
  return [
    `Left out for ${person.name}: ${parts.map(({ count, what }) => `${count} working ${count === 1 ? 'day' : 'days'} ${what}`).join(', ')}.`,
  ];
}

function costSentence({ parts, week }: { parts: CostParts; week: number }): string {
  const items = [
    { minutes: parts.distanceFromIdeal, what: 'distance from the ideal day' },
    { minutes: parts.late, what: 'being late' },
    { minutes: parts.timeOfDay, what: 'the time of day' },
    { minutes: parts.edgesOfWeek, what: 'the edge of the week' },
    { minutes: parts.brokenBlocks, what: 'breaking up free hours' },
    { minutes: week, what: 'other conversations that week' },
  ].filter(({ minutes }) => minutes > 0);
  if (items.length === 0) return 'It costs nobody a minute of inconvenience.';
  const total = Math.round(items.reduce((sum, { minutes }) => sum + minutes, 0));
  return `Inconvenience ${total} minutes: ${items.map(({ minutes, what }) => `${Number(minutes.toFixed(1))} for ${what}`).join(', ')}.`;
}

function clockFace({ person }: PersonTime, { span }: PossibleSlot): string {
  const start = zoned(person.timeZone, span.start);
  const end = zoned(person.timeZone, span.end);
  return `${inWords(start.toPlainDate())}, ${hourOf(start)}–${hourOf(end)} (${person.timeZone})`;
}

function dateIn({ person }: PersonTime, epochMilliseconds: number): string {
  return inWords(zoned(person.timeZone, epochMilliseconds).toPlainDate());
}

function zoned(timeZone: string, epochMilliseconds: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(timeZone);
}

function hourOf(time: Temporal.ZonedDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: 'minute' });
}

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

function inWords(date: Temporal.PlainDate): string {
  return dateFormat.format(date);
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}
