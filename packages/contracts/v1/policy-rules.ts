import { z } from 'zod';
import { line } from '../text.ts';
import { dateText } from '../time.ts';

const number = (range: { min: number; max?: number; default: number; says: string }) =>
  z
    .number()
    .int()
    .min(range.min)
    .max(range.max ?? 100_000)
    .describe(`${range.says} ${range.default} unless stated`);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected HH:MM');
const workingDay = z.array(z.strictObject({ from: timeOfDay, to: timeOfDay })).max(10);

const blackout = z.strictObject({
  from: dateText.describe('The first day'),
  to: dateText.describe('The last day, inclusive'),
  label: line({ max: 200 }).min(1),
});

const step = z.strictObject({
  who: z.enum(['report', 'manager', 'skip_level', 'hr']),
  when: z.enum(['before_due', 'due_without_a_date', 'after_silence', 'moved_often']),
  days: z.number().int().min(0).max(180),
  text: line({ max: 200 }).min(1).exactOptional().describe('In place of Throughline’s own sentence'),
});

/** Every rule of a policy, with its range and what holds where nobody stated it. */
export const v1PolicyRuleFields = {
  interval_days: number({ min: 90, max: 365, default: 180, says: 'From one conversation held to the next due date.' }),
  lead_time_days: number({
    min: 10,
    max: 90,
    default: 21,
    says: 'From the invitation to the start of the conversation.',
  }),
  lead_time_floor_days: number({
    min: 10,
    max: 90,
    default: 10,
    says: 'A person may move an event closer, never closer than this, without being asked; no more than `lead_time_days`.',
  }),
  duration_minutes: number({ min: 45, max: 180, default: 60, says: 'How long an event is.' }),
  duration_floor_minutes: number({
    min: 45,
    max: 180,
    default: 45,
    says: 'Shorter, and it needs the employee’s word to count; no more than `duration_minutes`.',
  }),
  attendance_tolerance_minutes: number({
    min: 0,
    max: 120,
    default: 30,
    says: 'Around an event, when people in its call count as being in it.',
  }),
  first_within_days_of_hire: number({ min: 30, max: 180, default: 60, says: 'When the first conversation is due.' }),
  first_within_days_of_new_manager: number({
    min: 30,
    max: 180,
    default: 45,
    says: 'When the first conversation with a new manager is due.',
  }),
  rollout_days: number({
    min: 30,
    max: 365,
    default: 90,
    says: 'Those who are here already get their first due date spread over this long.',
  }),
  planning_horizon_days: number({
    min: 30,
    max: 182,
    default: 91,
    says: 'Whoever falls due within this gets an event.',
  }),
  ideal_days_before_due: number({ min: 0, max: 30, default: 7, says: 'When an event stands best.' }),
  blackouts: z.array(blackout).max(100).describe('When no conversation takes place. None unless stated'),
  one_on_one_distance_hours: number({ min: 0, max: 72, default: 24, says: 'From the regular 1:1.' }),
  max_per_person_per_day: number({ min: 1, max: 3, default: 1, says: 'Conversations of anybody in a day.' }),
  max_per_manager_per_week: number({
    min: 1,
    max: 10,
    default: 2,
    says: 'Conversations of a manager in a week; more only when the weeks cannot hold them.',
  }),
  conversations_in_a_day_noted: number({
    min: 2,
    max: 10,
    default: 4,
    says: 'From this many in a day on, a manager alone is told that it is many.',
  }),
  pace_noted_days: number({ min: 7, max: 90, default: 14, says: 'How long their page says so.' }),
  report_prep_days: number({ min: 1, max: 21, default: 7, says: 'The employee is reminded this long before.' }),
  manager_prep_days: number({ min: 1, max: 21, default: 3, says: 'The manager is reminded this long before.' }),
  confirmation_window_days: number({
    min: 3,
    max: 21,
    default: 7,
    says: 'After its time, how long it is asked whether a conversation took place.',
  }),
  late_answer_days: number({ min: 7, max: 90, default: 30, says: 'How long an answer can come after that.' }),
  gap_ceiling_days: number({
    min: 180,
    max: 730,
    default: 365,
    says: 'Nobody can put off a conversation past this long after the last; at least `interval_days`.',
  }),
  target_percent: number({ min: 50, max: 100, default: 90, says: 'How many are to be current.' }),
  leave_shift_days: number({
    min: 5,
    max: 90,
    default: 15,
    says: 'Leave at least this long moves the due date; shorter leave only keeps dates out of it.',
  }),
  longest_exemption_days: number({
    min: 30,
    max: 730,
    default: 365,
    says: 'Nobody is exempt for longer without somebody renewing it.',
  }),
  settled_days: number({
    min: 0,
    max: 30,
    default: 10,
    says: 'Throughline never moves an event this close, absence excepted.',
  }),
  first_plan_hold_working_days: number({
    min: 0,
    max: 10,
    default: 2,
    says: 'How long a manager’s first plan is shown before it is sent, in working days.',
  }),
  minimum_people: number({ min: 5, default: 5, says: 'The smallest unit leadership sees.' }),
  minimum_managers: number({ min: 3, default: 3, says: 'The fewest managers of a unit leadership sees.' }),
  default_working_hours: z
    .strictObject({
      1: workingDay.exactOptional(),
      2: workingDay.exactOptional(),
      3: workingDay.exactOptional(),
      4: workingDay.exactOptional(),
      5: workingDay.exactOptional(),
      6: workingDay.exactOptional(),
      7: workingDay.exactOptional(),
    })
    .describe(
      'By ISO weekday, 1 is Monday: of people nothing else is known about. 09:00 to 17:00, 1 to 5, unless stated',
    ),
  fringe_minutes: number({
    min: 0,
    max: 180,
    default: 0,
    says: 'Minutes outside working hours for pairs without a common hour.',
  }),
  monday_mail_horizon_days: number({
    min: 7,
    max: 90,
    default: 30,
    says: 'A manager’s Monday mail goes out only when something falls due within this.',
  }),
  connect_reminder_days: number({
    min: 3,
    max: 90,
    default: 14,
    says: 'How long before a manager is asked again to connect a calendar.',
  }),
  connect_requests: number({ min: 1, max: 5, default: 3, says: 'How often they are asked.' }),
  proposal_days: number({
    min: 2,
    max: 30,
    default: 7,
    says: 'For at least this long proposed times can be picked from.',
  }),
  moves_before_help: number({
    min: 2,
    max: 10,
    default: 3,
    says: 'From this move of a manager’s on, help is offered.',
  }),
  steps: z
    .array(step)
    .max(24)
    .describe(
      'Who is asked to help when a conversation slips, the closest first; none switches them off. Nine steps unless stated',
    ),
} as const;
