import { z } from 'zod';
import { steps } from './steps.ts';
import type { Step } from './steps.ts';

const days = () => z.number().int();
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected HH:MM');
const workingDay = z.array(
  z.object({ from: timeOfDay, to: timeOfDay }).refine(({ from, to }) => from < to, 'expected from before to'),
);
const officeDay = [{ from: '09:00', to: '17:00' }];

const blackout = z
  .object({ from: z.iso.date(), to: z.iso.date(), label: z.string().min(1) })
  .refine(({ from, to }) => from <= to, 'expected from no later than to');

/** Kind and few: whoever is closest hears first, and HR's list comes last. */
const usualSteps: Step[] = [
  { who: 'report', when: 'before_due', days: 28 },
  { who: 'manager', when: 'before_due', days: 28 },
  { who: 'report', when: 'due_without_a_date', days: 0 },
  { who: 'manager', when: 'due_without_a_date', days: 0 },
  { who: 'skip_level', when: 'due_without_a_date', days: 14 },
  { who: 'hr', when: 'due_without_a_date', days: 28 },
  { who: 'report', when: 'after_silence', days: 3 },
  { who: 'manager', when: 'moved_often', days: 0 },
  { who: 'skip_level', when: 'moved_often', days: 0 },
];

const workingHours = z.object({
  1: workingDay.exactOptional(),
  2: workingDay.exactOptional(),
  3: workingDay.exactOptional(),
  4: workingDay.exactOptional(),
  5: workingDay.exactOptional(),
  6: workingDay.exactOptional(),
  7: workingDay.exactOptional(),
});

/**
 * What an organisation asks, with the defaults it gets when it asks nothing and the ranges it may choose from.
 * No number of days stands anywhere else.
 */
export const policyRules = z
  .object({
    /** From one conversation held to the next due date. */
    intervalDays: days().min(90).max(365).default(180),
    /** From the invitation to the start of the conversation. */
    leadTimeDays: days().min(10).max(90).default(21),
    /** A person may move an event closer, never closer than this, without being asked. */
    leadTimeFloorDays: days().min(10).max(90).default(10),
    durationMinutes: z.number().int().min(45).max(180).default(60),
    /** Somebody may shorten an event to this; shorter, and it needs the report's word to count. */
    durationFloorMinutes: z.number().int().min(45).max(180).default(45),
    /** Around an event, when people in its call count as being in this conversation: they come early and go on longer. */
    attendanceToleranceMinutes: z.number().int().min(0).max(120).default(30),
    firstWithinDaysOfHire: days().min(30).max(180).default(60),
    firstWithinDaysOfNewManager: days().min(30).max(180).default(45),
    /** Existing pairs get their first due date spread over this long. */
    rolloutDays: days().min(30).max(365).default(90),
    /** Whoever falls due within this gets an event. 13 weeks. */
    planningHorizonDays: days().min(30).max(182).default(91),
    idealDaysBeforeDue: days().min(0).max(30).default(7),
    /** ISO dates, both inclusive. */
    blackouts: z.array(blackout).default([]),
    oneOnOneDistanceHours: z.number().int().min(0).max(72).default(24),
    maxPerPersonPerDay: z.number().int().min(1).max(3).default(1),
    maxPerManagerPerWeek: z.number().int().min(1).max(10).default(2),
    /** From this many on one day of a manager's, they alone are told that it is many. */
    conversationsInADayNoted: z.number().int().min(2).max(10).default(4),
    /** How long a manager's page says so. */
    paceNotedDays: days().min(7).max(90).default(14),
    reportPrepDays: days().min(1).max(21).default(7),
    managerPrepDays: days().min(1).max(21).default(3),
    confirmationWindowDays: days().min(3).max(21).default(7),
    lateAnswerDays: days().min(7).max(90).default(30),
    /** Nobody can put off a conversation past this many days since the last. */
    gapCeilingDays: days().min(180).max(730).default(365),
    targetPercent: z.number().int().min(50).max(100).default(90),
    /** Leave at least this long moves the due date; shorter leave only blocks slots. */
    leaveShiftDays: days().min(5).max(90).default(15),
    /** Nobody is exempt for longer than this without somebody renewing it. */
    longestExemptionDays: days().min(30).max(730).default(365),
    /** Throughline never moves an event this close, absence excepted. */
    settledDays: days().min(0).max(30).default(10),
    firstPlanHoldWorkingDays: days().min(0).max(10).default(2),
    /** Smallest unit leadership sees. */
    minimumPeople: z.number().int().min(5).default(5),
    minimumManagers: z.number().int().min(3).default(3),
    defaultWorkingHours: workingHours.default({ 1: officeDay, 2: officeDay, 3: officeDay, 4: officeDay, 5: officeDay }),
    /** Opt-in minutes around working hours for pairs without a common hour. */
    fringeMinutes: z.number().int().min(0).max(180).default(0),
    /** The manager's Monday mail goes out only when something falls due within this. */
    mondayMailHorizonDays: days().min(7).max(90).default(30),
    /** How long before asking a manager again to connect a calendar. */
    connectReminderDays: days().min(3).max(90).default(14),
    /** How often a manager is asked to connect a calendar; then it is a line in the Monday mail only. */
    connectRequests: z.number().int().min(1).max(5).default(3),
    /** For at least this long proposed times can be picked from; sooner no others are offered unasked. */
    proposalDays: days().min(2).max(30).default(7),
    /** From this manager-initiated move on, help is offered. */
    movesBeforeHelp: z.number().int().min(2).max(10).default(3),
    /** Who is asked to help when a conversation slips, in this order, each once; none switches them off. */
    steps: steps.default(usualSteps),
  })
  .refine((rules) => rules.leadTimeFloorDays <= rules.leadTimeDays, {
    path: ['leadTimeFloorDays'],
    message: 'expected no more than leadTimeDays',
  })
  .refine((rules) => rules.durationFloorMinutes <= rules.durationMinutes, {
    path: ['durationFloorMinutes'],
    message: 'expected no more than durationMinutes',
  })
  .refine((rules) => rules.intervalDays <= rules.gapCeilingDays, {
    path: ['gapCeilingDays'],
    message: 'expected at least intervalDays',
  })
  .refine(
    (rules) =>
      rules.steps.every(({ when, days: after }) => when !== 'after_silence' || after < rules.confirmationWindowDays),
    { path: ['steps'], message: 'expected after_silence within confirmationWindowDays' },
  );

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
export type PolicyRules = DeepReadonly<z.output<typeof policyRules>>;
export type Blackout = PolicyRules['blackouts'][number];

export type Audience =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'level'; readonly level: string }
  | { readonly kind: 'country'; readonly country: string }
  | { readonly kind: 'person'; readonly personId: string };

/** One version of one policy; `key` is what its versions share. */
export type Policy = {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly audience: Audience;
  readonly rules: PolicyRules;
  readonly rolloutStartsOn: Temporal.PlainDate;
};
