import { z } from 'zod';
import { line, paragraphs } from '../text.ts';
import { dateText, instantText } from '../time.ts';

const person = z.object({ id: z.uuid(), displayName: z.string() });
const count = z.number().int();

/** Whom a launch is for. `value` is the group, level or country, or somebody's work address; empty for everyone. */
export const launchAudience = z.object({
  kind: z.enum(['everyone', 'group', 'level', 'country', 'person']),
  value: line({ max: 320 }),
});
export type LaunchAudience = z.infer<typeof launchAudience>;

const mailedText = z.object({
  /** Whose name it is in, by work address; null: the organisation's. */
  sponsorEmail: line({ max: 320 }).nullable(),
  subject: line({ max: 90 }).trim().min(1),
  body: paragraphs({ max: 5000 }).trim().min(1),
});

export const announcementOnPage = z.object({
  sponsor: person.extend({ workEmail: z.string() }).nullable(),
  subject: z.string(),
  body: z.string(),
  /** Planned: it goes out with the next launch. */
  state: z.enum(['planned', 'going_out', 'sent']),
  sent: count,
  waiting: count,
  /** Known once the last of its mails has left. */
  invitationsFrom: instantText.nullable(),
});
export type AnnouncementOnPage = z.infer<typeof announcementOnPage>;

/** Where an organisation stands, and what can be pressed. */
export const launchResponse = z.object({
  name: z.string(),
  state: z.enum(['draft', 'pilot', 'live', 'paused']),
  launchedOn: dateText.nullable(),
  /** In words; null where no pilot runs. */
  pilotFor: z.string().nullable(),
  choices: z.object({ groups: z.array(z.string()), levels: z.array(z.string()), countries: z.array(z.string()) }),
  /** Events still to come, which a withdrawal would cancel. */
  eventsToCome: count,
  announcement: announcementOnPage.nullable(),
  /** What it can begin with. */
  suggested: z.object({ subject: z.string(), body: z.string() }),
});
export type LaunchResponse = z.infer<typeof launchResponse>;

const hours = z.object({
  manager: person,
  conversations: count,
  minutes: count,
  months: z.array(z.object({ month: z.string(), conversations: count, minutes: count })),
  /** A sentence; null where the weeks hold what falls due. */
  warning: z.string().nullable(),
});

/** A few of many, with how many there are. */
const someOf = <T extends z.ZodType>(each: T) => z.object({ count, some: z.array(each) });

/** What a launch would come to. Nothing has been sent. */
export const launchReviewResponse = z.object({
  conversations: count,
  managers: z.object({ connected: count, toConnect: someOf(person), administratorFirst: someOf(person) }),
  withoutZone: someOf(person),
  withoutCommonHour: someOf(z.object({ report: person, manager: person })),
  firstInvitationOn: dateText.nullable(),
  /** Each begins on a Monday. */
  weeks: z.array(z.object({ startsOn: dateText, invitations: count, due: count, ofLeaders: count })),
  firstWave: z.object({ startsOn: dateText, due: count, ofLeaders: count }).nullable(),
  leaders: z.object({ conversations: count, lastDueOn: dateText.nullable() }),
  /** Of everybody together, by month. */
  months: z.array(z.object({ month: z.string(), conversations: count, minutes: count })),
  overCapacity: count,
  /** Null where a works council's terms keep single managers' hours back. */
  hours: someOf(hours).nullable(),
  invitation: z
    .object({
      title: z.string(),
      text: z.string(),
      category: z.string(),
      startsAt: instantText,
      endsAt: instantText,
      manager: person.extend({ timeZone: z.string().nullable(), email: z.string() }),
      report: person.extend({ timeZone: z.string().nullable(), email: z.string() }),
    })
    .nullable(),
});
export type LaunchReviewResponse = z.infer<typeof launchReviewResponse>;

/** What came of something pressed, in a sentence, and the page as it is then. */
export const launchChanged = z.object({ notice: z.string(), page: launchResponse });
export type LaunchChanged = z.infer<typeof launchChanged>;

/** The organisation's name, typed, so that nobody takes a launch back by accident. */
export const withdrawRequest = z.object({ name: line({ max: 200 }) });
export const setAnnouncementRequest = mailedText;
export type SetAnnouncementRequest = z.infer<typeof setAnnouncementRequest>;
export const announcementMail = z.object({ subject: z.string(), html: z.string(), text: z.string() });

export const sponsorQuery = z.object({ search: line({ max: 100 }) });
export const sponsorsResponse = z.object({
  people: z.array(z.object({ displayName: z.string(), workEmail: z.string() })),
});
