import { alike, technical, type Inventory } from './column-note.ts';

const stated = { whose: 'each person', category: 'employment', readBy: ['directory'], kept: 'restated' } as const;
const imports = {
  whose: 'the organisation',
  category: 'technical',
  readBy: ['HR', 'API key'],
  kept: 'stays',
} as const;

export const sources = {
  directoryUser: {
    about:
      'A person as a directory stated them through SCIM, and as it reads them back. Once it deletes them, their name and id there alone are left.',
    usual: stated,
    columns: {
      personId: 'who',
      userName: { what: 'what they sign in to the directory with', category: 'identity', kept: 'stays' },
      externalId: { what: 'the directory’s id', category: 'identity', kept: 'stays' },
      managerValue: 'the manager as the directory names them',
      units: 'department, division, cost centre, organization',
      document: {
        what: 'attributes of the standard as they were sent, phones and addresses among them',
        category: 'identity',
      },
      ...technical('when it was made, changed, deleted', 'createdAt', 'updatedAt', 'removedAt'),
    },
  },
  directoryGroup: {
    about: 'Groups of the directory.',
    usual: { ...stated, whose: 'the organisation', kept: 'group' },
    columns: {
      displayName: 'name',
      externalId: 'the directory’s id',
      ...technical('when it was made, changed', 'createdAt', 'updatedAt'),
    },
  },
  directoryGroupMember: {
    about: 'Who is in them.',
    usual: { ...stated, kept: 'group' },
    columns: { groupId: 'the group', personId: 'who' },
  },
  hrSource: {
    about: 'An HR system people are pulled from; the command line shows it.',
    usual: { whose: 'the organisation', category: 'settings', readBy: [], kept: 'source' },
    columns: {
      ...alike('which, and where', 'name', 'kind', 'address', 'options'),
      credentials: { what: 'key or password', category: 'credential', as: 'sealed' },
      ...alike('whose word counts, how ids are told apart', 'precedence', 'idPrefix'),
      ...technical(
        'how the last pull went, in counts',
        'state',
        'lastRunFor',
        'lastFinishedAt',
        'lastCounts',
        'lastProblem',
      ),
      ...technical('leases', 'notBefore', 'leasedUntil', 'leaseNumber', 'createdAt'),
    },
  },
  hrSourcePerson: {
    about: 'Who is in which HR system.',
    usual: { ...stated, readBy: [], kept: 'source' },
    columns: {
      sourceId: 'the HR system',
      personId: 'who',
      sourcePersonId: { what: 'their id there', category: 'identity' },
      fields: { what: 'which fields it has a value for', category: 'technical' },
    },
  },
  importRun: {
    about: 'A file or rows HR sent. The file itself is not kept.',
    usual: imports,
    columns: {
      ...alike('where it stands and how it was sent', 'state', 'source', 'system', 'dryRun', 'everybody', 'hold'),
      columns: 'headings of the file, and what they were read as',
      ...alike('how many rows, and what became of them', 'rowCount', 'rowsDone', 'counts', 'approvedLeaving'),
      attempts: { what: 'attempts', readBy: [] },
      ...alike(
        { what: 'who sent and approved it', whose: 'whoever did', category: 'identity' },
        'createdByKind',
        'createdById',
        'approvedByKind',
        'approvedById',
      ),
      ...alike('when, and why it ended', 'approvedAt', 'endedBecause', 'createdAt', 'updatedAt', 'endedAt'),
    },
  },
  importPart: {
    about: 'Rows that wait to be taken in.',
    usual: { ...imports, whose: 'each person', category: 'employment', readBy: [], kept: 'waitingImport' },
    columns: {
      importId: { what: 'the import', category: 'technical' },
      number: { what: 'which part', category: 'technical' },
      rows: 'what is stored of people, and no other column of the file',
    },
  },
  importRow: {
    about: 'What became of each row. Never what stood in a refused cell.',
    usual: { ...imports, whose: 'each person', category: 'employment', kept: 'importRows' },
    columns: {
      importId: { what: 'the import', category: 'technical' },
      line: { what: 'its line', category: 'technical' },
      result: 'what became of it',
      personId: 'who',
      workEmail: {
        what: 'work address of somebody who is not here, while the import waits or was a dry run',
        category: 'identity',
      },
      changes: 'which fields changed, not to what',
      notes: 'what to look at, as words of a list',
      errors: 'which column was wrong, and why',
    },
  },
} as const satisfies Partial<Inventory>;
