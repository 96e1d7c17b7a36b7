import { alike, type Inventory } from './column-note.ts';

const fromHr = {
  whose: 'each person',
  category: 'employment',
  readBy: ['HR', 'API key'],
  kept: 'restated',
} as const;
const names = {
  category: 'identity',
  readBy: ['person', 'report', 'manager', 'HR', 'administrator', 'leaders', 'API key'],
} as const;

export const people = {
  person: {
    about: 'Everybody HR or a directory stated, also those who have left.',
    usual: fromHr,
    columns: {
      externalId: { what: 'the HR system’s id', category: 'identity' },
      ...alike({ what: 'name', ...names }, 'givenName', 'familyName', 'displayName'),
      workEmail: {
        what: 'work address, where mails go',
        ...names,
        readBy: ['person', 'HR', 'administrator', 'API key', 'directory'],
      },
      timeZone: {
        what: 'zone as HR states it',
        readBy: ['person', 'report', 'manager', 'HR', 'administrator', 'API key'],
      },
      country: { what: 'country, for public holidays', readBy: ['API key'] },
      workingHours: { what: 'weekly working hours as HR states them', category: 'calendar time', readBy: ['person'] },
      groups: {
        what: 'names of the groups the person is in',
        readBy: ['leaders', 'leadership', 'HR', 'administrator', 'API key', 'directory'],
      },
      level: 'level',
      startDate: 'first day',
      endDate: 'last day',
      status: 'whether they are here',
      lastCareerConversationOn: { what: 'day of the last conversation before Throughline', category: 'conversation' },
      calendarWorkingHours: {
        what: 'weekly working hours as their calendar’s settings tell',
        category: 'calendar time',
        readBy: ['person'],
        kept: 'latest',
      },
      calendarTimeZone: { what: 'zone as their calendar’s settings tell', readBy: ['person'], kept: 'latest' },
      calendarReadAt: {
        what: 'when those settings were last asked',
        category: 'technical',
        readBy: [],
        kept: 'latest',
      },
      ownWorkingHours: {
        what: 'weekly working hours as the person says',
        category: 'calendar time',
        readBy: ['person'],
        kept: 'takenBack',
      },
      ownTimeZone: { what: 'zone as the person says', readBy: ['person'], kept: 'takenBack' },
      ...alike(
        { what: 'when the row was made, changed', category: 'technical', readBy: ['API key'], kept: 'stays' },
        'createdAt',
        'updatedAt',
      ),
      removedAt: { what: 'when HR took them out', readBy: ['API key'], kept: 'stays' },
    },
  },
  reportingLine: {
    about: 'Who reports to whom, from when until when.',
    usual: {
      ...fromHr,
      whose: 'a report and a manager',
      readBy: ['report', 'manager', 'HR', 'administrator', 'leaders', 'API key'],
      kept: 'stays',
    },
    columns: {
      reportId: 'the report',
      managerId: 'the manager',
      managerExternalId: 'the HR system’s id of a manager who has not arrived',
      ...alike('first day, and the day from which it holds no more', 'validFrom', 'validTo'),
    },
  },
  actingManager: {
    about: 'Who stands in for a manager for a while.',
    usual: {
      ...fromHr,
      whose: 'a manager and whoever stands in',
      readBy: ['report', 'manager', 'HR', 'administrator'],
      kept: 'takenBack',
    },
    columns: {
      managerId: 'the manager',
      reportId: 'the one report it is for, where not all',
      actingId: 'who stands in',
      ...alike('first and last day', 'startsOn', 'endsOn'),
      authorId: { what: 'who named them', readBy: [] },
      createdAt: { what: 'when', category: 'technical', readBy: [] },
    },
  },
  leave: {
    about: 'Days somebody is away. Never why.',
    usual: { ...fromHr, readBy: ['API key'], kept: 'restated' },
    columns: {
      personId: 'who',
      externalId: { what: 'the HR system’s id of it', category: 'identity' },
      ...alike('first and last day', 'startsOn', 'endsOn'),
    },
  },
  exemption: {
    about:
      'Who is not asked for a conversation for a while. A hold is known to HR alone, and is leave to everybody else.',
    usual: { ...fromHr, readBy: ['HR', 'API key'], kept: 'stays' },
    columns: {
      personId: {
        what: 'who; the two read “not asked for at present”',
        readBy: ['report', 'manager', 'HR', 'API key'],
      },
      category: 'one of a list; never a reason in words',
      leaveId: { what: 'its id where it is listed as leave', category: 'technical' },
      ...alike('first and last day', 'startsOn', 'endsOn'),
      authorId: { what: 'who stated it', whose: 'somebody of HR' },
      ...alike({ what: 'when', category: 'technical' }, 'createdAt', 'updatedAt'),
      listedFrom: { what: 'from when it is listed as leave', category: 'technical', readBy: [] },
    },
  },
  removedExemption: {
    about: 'An exemption taken back before it began, so that whoever copied it learns that it is gone. Never a hold.',
    usual: { ...fromHr, readBy: ['API key'], kept: 'stays' },
    columns: {
      personId: 'who',
      category: 'one of a list; never a reason in words',
      ...alike('first and last day', 'startsOn', 'endsOn'),
      authorId: { what: 'who stated it', whose: 'somebody of HR' },
      ...alike({ what: 'when it was stated, taken back', category: 'technical' }, 'createdAt', 'removedAt'),
    },
  },
  employeeGroup: {
    about: 'Groups by name. Who is in them stands with the person.',
    usual: {
      whose: 'the organisation',
      category: 'employment',
      readBy: ['HR', 'administrator', 'leaders', 'leadership', 'API key'],
      kept: 'stays',
    },
    columns: {
      name: 'name',
      type: 'team, department and the like',
      remoteId: 'the HR system’s id',
      isStated: { what: 'there even if nobody is in it', category: 'technical', readBy: [] },
      ...alike(
        { what: 'when it was made, changed, removed', category: 'technical', readBy: ['API key'] },
        'createdAt',
        'updatedAt',
        'removedAt',
      ),
    },
  },
  roleGrant: {
    about: 'Who is HR, leadership or administrator.',
    usual: { whose: 'each person', category: 'settings', readBy: ['person'], kept: 'stays' },
    columns: {
      personId: 'who',
      role: 'what',
      grantedById: { what: 'who granted it', readBy: [] },
      grantedAt: { what: 'when', readBy: [] },
    },
  },
} as const satisfies Partial<Inventory>;
