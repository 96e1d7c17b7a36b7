import { alike, technical, type Inventory } from './column-note.ts';

const settings = {
  whose: 'the organisation',
  category: 'settings',
  readBy: ['administrator'],
  kept: 'latest',
} as const;
const figures = {
  whose: 'units of many',
  category: 'figures',
  readBy: ['HR', 'administrator', 'leadership', 'leaders', 'API key'],
  kept: 'stays',
} as const;

export const organisation = {
  organization: {
    about: 'The organisation and what holds for it.',
    usual: settings,
    columns: {
      ...alike('name', 'slug', 'name'),
      ...alike(
        'draft, pilot, live or paused',
        'state',
        'stateBeforePause',
        'demo',
        'pilotAudience',
        'formerPilotAudience',
        'launchedOn',
      ),
      ...alike('mail domains and zone', 'mailDomains', 'timeZone'),
      ...alike('who may sign in how', 'ssoOnly', 'oidcIssuer'),
      attendance: 'whether managers are asked for attendance',
      pulse: 'whether reports are asked “was it about what you want?”',
      worksCouncil: 'whether a works council’s terms hold',
      createdAt: { what: 'when it was made', category: 'technical' },
    },
  },
  policy: {
    about: 'What the organisation asks: every version.',
    usual: { ...settings, readBy: ['API key'], kept: 'stays' },
    columns: {
      ...alike('which', 'key', 'version', 'name'),
      audience: 'for whom: everyone, a group, a level or one person',
      rules: 'numbers of days and the like',
      ...alike('from when, and what was said about it', 'rolloutStartsOn', 'publishedAt', 'note'),
    },
  },
  announcement: {
    about: 'What a sponsor tells everybody before the first invitation.',
    usual: { ...settings, readBy: ['HR', 'administrator'] },
    columns: {
      sponsorId: { what: 'in whose name', whose: 'the sponsor', category: 'identity' },
      ...alike(
        { what: 'the text, mailed to everybody it is for', readBy: ['person', 'HR', 'administrator'] },
        'subject',
        'body',
      ),
      ...alike(
        'when it was edited, sent, and from when invitations leave',
        'changedAt',
        'announcedAt',
        'invitationsFrom',
      ),
    },
  },
  teamRelease: {
    about: 'A manager’s word that the dates of their own team may stand in the evidence pack.',
    usual: { whose: 'the manager', category: 'conversation', readBy: ['person', 'HR', 'leadership'], kept: 'stays' },
    columns: {
      managerId: 'who released them',
      ...alike('since when, and when it was taken back', 'releasedAt', 'revokedAt'),
    },
  },
  coverageSnapshot: {
    about: 'A week’s figures by unit, as they may be shown.',
    usual: figures,
    columns: {
      ...alike('which week, as of which day, by which policy', 'isoWeek', 'asOf', 'policyId', 'takenAt'),
      rows: 'counts of units of enough people under enough managers; others say that they are hidden',
      trust: 'how many calendars could be read',
      pulse: { what: 'how often each answer was given', readBy: ['HR', 'administrator', 'leadership', 'leaders'] },
      exempt: { what: 'the exempt by category, of everyone', readBy: ['HR'] },
      memory: {
        what: 'who was in which row and counted as what, so that the next week can be judged beside it',
        whose: 'each report',
        category: 'conversation',
        readBy: [],
        kept: 'nextWeek',
      },
    },
  },
  digest: {
    about: 'A weekly email as it was written.',
    usual: { ...figures, whose: 'its recipient', readBy: ['person', 'API key'], kept: 'twoYears' },
    columns: {
      recipientId: 'who got it',
      isoWeek: 'which week',
      content: {
        what: 'figures of units; to the recipient alone also the names of their own direct reports who are managers, with counts',
        whose: 'units of many, and those managers',
        readBy: ['person', 'HR', 'administrator', 'API key'],
      },
      createdAt: { what: 'when', category: 'technical' },
    },
  },
  outbox: {
    about: 'Mails, without their text, which is made when they are sent.',
    usual: { whose: 'the recipient', category: 'technical', readBy: [], kept: 'twoYears' },
    columns: {
      dedupeKey: 'the occasion, with ids',
      template: 'which mail',
      recipientId: 'who',
      toAddress: { what: 'address', category: 'identity' },
      payload: 'ids',
      messageId: 'Message-ID',
      ...technical(
        'where it stands',
        'state',
        'dueAt',
        'attempts',
        'nextAttemptAt',
        'leasedUntil',
        'leaseNumber',
        'handedOverAt',
        'sentAt',
        'lastError',
        'createdAt',
      ),
    },
  },
  mailOptOut: {
    about: 'Recurring mails somebody wants less often, or not at all.',
    usual: { whose: 'the recipient', category: 'settings', readBy: ['person'], kept: 'takenBack' },
    columns: { personId: 'who', template: 'which mail', rhythm: 'how often', at: 'since when' },
  },
  sweep: {
    about: 'How far recurring work has come.',
    usual: { whose: 'nobody: machinery', category: 'technical', readBy: [], kept: 'latest' },
    columns: technical('which, and how far', 'name', 'lastRunFor', 'leasedUntil', 'leaseNumber'),
  },
  webhookEndpoint: {
    about: 'Systems that are told what happens here.',
    usual: { ...settings, readBy: ['administrator', 'API key'], kept: 'takenBack' },
    columns: {
      ...alike('where, what for, of what', 'url', 'description', 'eventTypes'),
      ...alike('whether it is on, and why not', 'state', 'disabledBecause', 'disabledAt', 'failingSince'),
      ...alike(
        { what: 'its signing secrets', category: 'credential', readBy: [], as: 'sealed' },
        'secret',
        'formerSecret',
      ),
      formerSecretUntil: 'until when the former one signs too',
      ...technical('when it was made, changed', 'createdAt', 'version', 'updatedAt'),
    },
  },
  webhookEvent: {
    about: 'What there was to tell.',
    usual: { whose: 'a report and a manager', category: 'conversation', readBy: ['API key'], kept: 'webhooks' },
    columns: { type: 'what happened', at: 'when', data: 'ids and a state' },
  },
  webhookDelivery: {
    about: 'What came of telling it.',
    usual: { whose: 'the organisation', category: 'technical', readBy: ['administrator', 'API key'], kept: 'webhooks' },
    columns: {
      ...alike('which, to whom', 'endpointId', 'eventId'),
      ...alike(
        'what came of it',
        'state',
        'attempts',
        'nextAttemptAt',
        'lastAttemptAt',
        'lastStatus',
        'lastError',
        'deliveredAt',
      ),
      ...technical('leases', 'leasedUntil', 'leaseNumber'),
    },
  },
} as const satisfies Partial<Inventory>;
