import { alike, technical, type Inventory } from './column-note.ts';

const dates = {
  whose: 'a report and a manager',
  category: 'conversation',
  readBy: ['report', 'manager', 'HR', 'administrator', 'API key'],
  kept: 'stays',
} as const;
const theTwo = { readBy: ['report', 'manager'], kept: 'conversation' } as const;
const which = { what: 'the conversation', category: 'technical' } as const;

export const conversations = {
  conversation: {
    about: 'One conversation of a report, from due to its outcome: dates and states, never what is said.',
    usual: dates,
    columns: {
      reportId: 'the report',
      managerId: 'who has it with them',
      policyId: { what: 'the policy it goes by', category: 'settings' },
      previousId: { what: 'the one before', category: 'technical', readBy: [] },
      sequence: 'which of the report’s it is',
      state: 'where it stands',
      dueOn: 'due date',
      dueWhy: {
        what: 'why that day, in sentences; once it was changed, to others “another due date”',
        ...theTwo,
        readBy: ['report', 'manager', 'HR', 'administrator'],
      },
      leaveShift: {
        what: 'by how much leave moved the due date',
        category: 'employment',
        readBy: ['report'],
        kept: 'conversation',
      },
      earlyRequest: { what: 'that one of the two asked for it sooner', readBy: [] },
      waitingFor: {
        what: 'why it has no date, as a word of a list',
        readBy: ['report', 'manager', 'HR', 'administrator', 'API key'],
      },
      explanation: { what: 'why that time, or why there is none, in sentences', category: 'calendar time', ...theTwo },
      ...technical('when a time was looked for, and is again', 'planTriedAt', 'planAgainAt'),
      ...alike({ what: 'start and end', category: 'calendar time' }, 'startsAt', 'endsAt'),
      bookedAt: 'when the invitation went out',
      heldOn: 'day it took place',
      grade: 'how that is known; a report who denies and one who says nothing are the same here',
      managerMoves: { what: 'how often the manager moved it', readBy: ['manager'] },
      ...alike('when it was opened, ended', 'openedAt', 'closedAt'),
      version: { what: 'how often it changed', category: 'technical', readBy: ['API key'] },
      updatedAt: { what: 'when it last changed', category: 'technical', readBy: ['API key'] },
    },
  },
  conversationHistory: {
    about: 'What happened to it: opened, booked, moved, held. Never what the report answered.',
    usual: { ...dates, kept: 'conversation' },
    columns: {
      conversationId: which,
      at: 'when',
      kind: 'what, as a word of a list',
      actor: {
        what: 'which of the two, HR or Throughline; to HR and keys, one of the two',
        readBy: ['report', 'manager'],
      },
      details: { what: 'dates and words of lists', category: 'conversation' },
    },
  },
  evidence: {
    about: 'Each answer to whether it took place. Append-only.',
    usual: { ...dates, readBy: [], kept: 'conversation' },
    columns: {
      conversationId: which,
      side: { what: 'the report, the manager or recorded attendance; of what others may know', readBy: ['API key'] },
      kind: {
        what: 'what they said, shown to whoever said it; to others never that the report said it did not take place; of a call, that both were in it for long enough, and nothing else',
        readBy: ['person', 'API key'],
      },
      at: { what: 'when; of what others may know', readBy: ['API key'] },
    },
  },
  dueRequest: {
    about: 'Another due date, asked for by one of the two. No reason is asked.',
    usual: { whose: 'whoever asked', category: 'conversation', readBy: ['person'], kept: 'conversation' },
    columns: {
      conversationId: which,
      askedById: 'who asked',
      kind: 'sooner, later, or as before',
      dueOn: 'which day',
      fromDueOn: 'the day it was before',
      fromLeaveShift: { what: 'by how much leave had moved that', category: 'employment', readBy: [] },
      fromEarlyRequest: { what: 'whether that had been asked for', readBy: [] },
      ...alike('when it was asked for, done, taken back', 'askedAt', 'doneAt', 'takenBackAt'),
    },
  },
  agenda: {
    about: 'The questions of a conversation, from a list that is the same for everybody.',
    usual: { whose: 'a report and a manager', category: 'content of the two', ...theTwo },
    columns: {
      conversationId: which,
      ...alike('which list', 'template', 'templateVersion'),
      sections: 'its questions',
      chosenBy: 'which of the two chose them',
      createdAt: { what: 'when', category: 'technical' },
    },
  },
  prep: {
    about: 'What one of the two prepares.',
    usual: { whose: 'its author', category: 'content of the two', readBy: ['person'], kept: 'conversation' },
    columns: {
      conversationId: which,
      authorId: 'whose it is',
      body: {
        what: 'the text; the other of the two reads it once its author shared it',
        as: 'sealed',
        readBy: ['report', 'manager'],
      },
      ...alike('when it was shared, changed', 'revealedAt', 'updatedAt'),
    },
  },
  handover: {
    about: 'A report’s card to a new manager.',
    usual: { whose: 'the report', category: 'content of the two', readBy: ['report'], kept: 'conversation' },
    columns: {
      conversationId: which,
      authorId: 'whose it is',
      readerId: 'the one manager it is for',
      body: {
        what: 'the card; that manager reads it while it is released',
        as: 'sealed',
        readBy: ['report', 'manager'],
      },
      releasedAt: { what: 'when it was released', ...theTwo },
      updatedAt: 'when it changed',
    },
  },
  nudge: {
    about: 'Steps taken where a date was long in coming: a line in somebody’s mail.',
    usual: { ...dates, readBy: ['person', 'HR'], kept: 'conversation' },
    columns: {
      conversationId: which,
      step: { what: 'which step of the policy', category: 'settings' },
      ...alike('who was told, and on what occasion', 'who', 'occasion', 'recipientId'),
      mailKey: { what: 'the mail that carried it', category: 'technical', readBy: [] },
      takenAt: 'when',
    },
  },
  proposal: {
    about: 'Times the two may pick from.',
    usual: { whose: 'a report and a manager', category: 'calendar time', ...theTwo },
    columns: {
      conversationId: which,
      slots: 'the times',
      ...alike('when they were offered, lapse', 'offeredAt', 'expiresAt'),
      ...alike(
        { what: 'when and why they were taken back; that others were asked for is told to nobody', readBy: [] },
        'withdrawnAt',
        'withdrawnBecause',
      ),
      ...alike('which was picked, by whom and when', 'pickedStartsAt', 'pickedById', 'pickedAt'),
      ...technical('the event made for it, or in whose place it is', 'eventId', 'insteadOfId', 'stoodAt'),
      ...alike('who alone was asked, and on what occasion', 'askedId', 'askedBecause'),
    },
  },
  coverageSummary: {
    about: 'A report’s conversations in short, for the figures: nothing that is not in them.',
    usual: { ...dates, readBy: [] },
    columns: {
      reportId: 'the report',
      ...alike('when the first was due, opened', 'firstDueOn', 'firstOpenedAt'),
      ...alike('whether and when one was held', 'everHeld', 'lastHeldOn'),
      ...alike('dates and state of the open one, and how the last is known to have taken place', 'open', 'last'),
    },
  },
  coverageChange: {
    about: 'Whose conversations changed since they were summed up.',
    usual: { ...dates, category: 'technical', readBy: [], kept: 'summed' },
    columns: { reportId: 'the report' },
  },
  pulseMark: {
    about: 'That a report answered “was it about what you want?”. Not what.',
    usual: { ...dates, whose: 'the report', readBy: [] },
    columns: {
      conversationId: which,
      quarter: 'the quarter',
      units: { what: 'the units it counted in', category: 'figures' },
    },
  },
  pulseCount: {
    about: 'How often each answer was given. No row leads to a person, a pair or a conversation.',
    usual: {
      whose: 'nobody: a count',
      category: 'figures',
      readBy: ['HR', 'administrator', 'leadership', 'leaders'],
      kept: 'stays',
    },
    columns: { unit: 'unit', quarter: 'quarter', answer: 'answer', given: 'how often' },
  },
} as const satisfies Partial<Inventory>;
