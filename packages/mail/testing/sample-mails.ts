import { defaultAnnouncement, paragraphsOf } from '@throughline/domain/launch/default-announcement.ts';
import { sampleAvailabilityMails } from './sample-availability-mails.ts';
import { sampleDateQuestions } from './sample-date-questions.ts';
import { sampleDigest } from './sample-digest.ts';
import { sampleNudgeMails, sampleNudges } from './sample-nudges.ts';
import type { SampleMail } from './sample-mail.ts';
import { sampleWebhookNotices } from './sample-webhook-notices.ts';
import { day, organizationName, page, slot, timeZone } from './sample-values.ts';

const announced = defaultAnnouncement({
  organizationName,
  rules: { intervalDays: 180, durationMinutes: 60, leadTimeDays: 21 },
});

const prompts = [
  'What work and which problems do you want to have three years from now? Leave the title for last.',
  'What gives you energy at the moment, and what drains it?',
  'If you were still here in two years and glad of it, what had to happen?',
];

const coaching = [
  'Say first: this is routine, everyone here has one. You want to understand what they actually want.',
  'If you hear something you did not expect, thank them before you answer. Being glad to know is the whole reply.',
  'Leave with one small step of yours, to be done within two weeks.',
];

/** Every mail there is, at least once, with ordinary people in it. */
export const sampleMails: readonly SampleMail[] = [
  {
    name: 'connect-request',
    unsubscribeUrl: null,
    content: {
      template: 'connect-request',
      givenName: 'Ben',
      organizationName,
      reports: [
        { name: 'Ana Ruiz', dueOn: day('2027-01-12') },
        { name: 'Chidi Okafor', dueOn: day('2027-01-20') },
        { name: 'Maximiliane von Hohenberg-Lichtenstein', dueOn: day('2027-02-03') },
      ],
      connectUrl: page('/connect?token=0199f0a4.1.abc.def'),
      request: 2,
      requests: 3,
    },
  },
  ...sampleAvailabilityMails,
  ...sampleDateQuestions,
  ...sampleNudgeMails,
  {
    name: 'plan-preview',
    unsubscribeUrl: null,
    content: {
      template: 'plan-preview',
      givenName: 'Ben',
      organizationName,
      sendsAt: Temporal.Instant.from('2026-11-26T09:00:00Z'),
      timeZone,
      rows: [
        { reportName: 'Ana Ruiz', ...slot('2027-01-05T09:00:00Z'), dueOn: day('2027-01-12') },
        { reportName: 'Chidi Okafor', ...slot('2027-01-14T13:30:00Z'), dueOn: day('2027-01-20') },
        {
          reportName: 'Maximiliane von Hohenberg-Lichtenstein',
          ...slot('2027-01-27T10:00:00Z'),
          dueOn: day('2027-02-03'),
        },
      ],
      planUrl: page('/plan'),
      workload:
        'You have 24 conversations due within 13 weeks. 2 a week in the 10 weeks that leave everybody their lead time are room for 20, so 4 go beyond that. As it stands, 4 are in a week that holds more than 2.',
    },
  },
  {
    name: 'report-prep',
    unsubscribeUrl: null,
    content: {
      template: 'report-prep',
      givenName: 'Ana',
      organizationName,
      managerName: 'Ben Wójcik',
      slot: { ...slot('2027-01-05T14:00:00Z'), timeZone: 'America/New_York' },
      prompts,
      agendaUrl: page('/conversations/0199f0a4/agenda'),
    },
  },
  {
    name: 'manager-prep',
    unsubscribeUrl: null,
    content: {
      template: 'manager-prep',
      givenName: 'Ben',
      organizationName,
      reportName: 'Ana Ruiz',
      slot: { ...slot('2027-01-05T14:00:00Z'), timeZone },
      coaching,
      agendaUrl: page('/conversations/0199f0a4/agenda'),
    },
  },
  {
    name: 'confirmation-ask',
    unsubscribeUrl: null,
    content: {
      template: 'confirmation-ask',
      givenName: 'Ana',
      organizationName,
      managerName: 'Ben Wójcik',
      slot: { ...slot('2027-01-05T14:00:00Z'), timeZone: 'Asia/Kolkata' },
      confirmUrl: page('/confirm?token=0199f0a4.1.abc.def'),
      expiresAt: Temporal.Instant.from('2027-01-12T15:00:00Z'),
    },
  },
  {
    name: 'monday-mail',
    unsubscribeUrl: page('/mails/stop?token=0199f0a4.1.abc.def'),
    content: {
      template: 'monday-mail',
      givenName: 'Ben',
      organizationName,
      weekOf: day('2027-01-04'),
      timeZone,
      needsDate: [
        {
          reportName: 'Dora Lind',
          dueOn: day('2027-01-22'),
          waitingFor: 'no_common_time',
          url: page('/conversations/1'),
          timesUrl: null,
        },
        {
          reportName: 'Emil Fuchs',
          dueOn: day('2027-01-29'),
          waitingFor: 'calendar_unknown',
          url: page('/conversations/2'),
          timesUrl: page('/times?token=0199f0a4.1.abc.def'),
        },
      ],
      upcoming: [
        { reportName: 'Ana Ruiz', ...slot('2027-01-05T14:00:00Z'), url: page('/conversations/3') },
        { reportName: 'Chidi Okafor', ...slot('2027-01-14T13:30:00Z'), url: page('/conversations/4') },
      ],
      unknownSince: Temporal.Instant.from('2026-11-20T09:15:00Z'),
      didItHappen: [
        {
          reportName: 'Farah Aziz',
          startsAt: Temporal.Instant.from('2026-12-29T10:00:00Z'),
          answerUrl: page('/confirm?token=x'),
        },
      ],
      decided: [
        { reportName: 'Greta Holm', grade: 'confirmed', url: page('/conversations/5') },
        { reportName: 'Hugo Brandt', grade: 'none', url: page('/conversations/6') },
      ],
      notes: [
        'On Thursday 7 January you have 4 career conversations. You can move some: each deserves your whole attention.',
      ],
      connectUrl: null,
      nudges: [sampleNudges.couldUseHelp],
    },
  },
  {
    name: 'monday-mail-not-connected',
    unsubscribeUrl: page('/mails/stop?token=0199f0a4.1.abc.def'),
    content: {
      template: 'monday-mail',
      givenName: 'Ben',
      organizationName,
      weekOf: day('2027-01-04'),
      timeZone,
      needsDate: [
        {
          reportName: 'Dora Lind',
          dueOn: day('2027-01-22'),
          waitingFor: 'manager_not_connected',
          url: page('/conversations/1'),
          timesUrl: null,
        },
      ],
      upcoming: [],
      unknownSince: null,
      didItHappen: [],
      decided: [],
      notes: [],
      connectUrl: page('/connect?token=0199f0a4.1.abc.def'),
      nudges: [],
    },
  },
  {
    name: 'weekly-digest',
    unsubscribeUrl: page('/mails/stop?token=0199f0a4.1.abc.def'),
    content: {
      template: 'weekly-digest',
      givenName: 'Vera',
      organizationName,
      digest: sampleDigest,
      coverageUrl: page('/coverage'),
      digestUrl: page('/digest'),
    },
  },
  {
    name: 'weekly-digest-withheld',
    unsubscribeUrl: page('/mails/stop?token=0199f0a4.1.abc.def'),
    content: {
      template: 'weekly-digest',
      givenName: 'Vera',
      organizationName,
      coverageUrl: page('/coverage'),
      digestUrl: page('/digest'),
      digest: {
        ...sampleDigest,
        subject: 'Career conversations: no figures this week',
        verdict: 'Calendars were last read 61 hours ago, so there are no figures this week.',
        figures: { kind: 'withheld', why: 'Calendars were last read 61 hours ago, so there are no figures this week.' },
        managers: [],
        trust: ['Calendars were last read 61 hours ago; figures are withheld beyond 48.'],
      },
    },
  },
  {
    name: 'reconnect-notice',
    unsubscribeUrl: null,
    content: {
      template: 'reconnect-notice',
      because: 'revoked',
      givenName: 'Ben',
      organizationName,
      provider: 'google',
      accountEmail: 'ben.wojcik@acme.example',
      upcoming: 3,
      connectUrl: page('/connect?token=0199f0a4.1.abc.def'),
    },
  },
  ...sampleWebhookNotices,
  {
    name: 'sign-in-link',
    unsubscribeUrl: null,
    content: {
      template: 'sign-in-link',
      givenName: 'Ana',
      organizationName,
      signInUrl: page('/sign-in/link?token=0199f0a4.1.abc.def'),
      expiresAt: Temporal.Instant.from('2026-11-26T09:15:00Z'),
      timeZone: 'America/Sao_Paulo',
    },
  },
  {
    name: 'launch-announcement',
    unsubscribeUrl: null,
    content: {
      template: 'launch-announcement',
      givenName: 'Ana',
      organizationName,
      subject: announced.subject,
      paragraphs: paragraphsOf(announced.body),
      sponsorName: 'Dia Novak',
      aboutUrl: page('/'),
    },
  },
];
