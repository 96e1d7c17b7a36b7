/** What a scope is for. Scopes are named by their last part, whatever address stands before it. */
const purposes: Readonly<Record<string, string>> = {
  'calendar.events.owned': 'Events on your own calendar: to write the conversations into it.',
  'calendar.events.freebusy': 'When you are busy: to find a time that is really free.',
  'calendar.settings.readonly': 'Calendar settings: to know your time zone.',
  'Calendars.ReadWrite': 'Your calendar: to find a free time and to write the conversations into it.',
  'Calendars.ReadBasic': 'When you are busy: to find a time that is really free.',
};

/** To the person themselves. */
export function scopeWords(scope: string): string {
  const name = nameOf(scope);
  return purposes[name] ?? name;
}

type Permission = { readonly scopes: readonly string[]; readonly reason: string };

const forEverybody: readonly Permission[] = [
  {
    scopes: ['Calendars.ReadWrite'],
    reason:
      'for managers: to see when they and the people who report to them are free, to write each career conversation into the manager’s own calendar, and to notice when somebody moves it.',
  },
  {
    scopes: ['Calendars.ReadBasic'],
    reason:
      'for people whose busy times nobody else can see: to know when they are busy. It shows no text and no attachments.',
  },
  {
    scopes: ['OnlineMeetings.Read'],
    reason: 'to find the call behind a conversation’s link, among those the manager organizes.',
  },
  {
    scopes: ['OnlineMeetingArtifact.Read.All'],
    reason:
      'to read from that call’s attendance report when the two came and left. What is kept is whether it was long enough.',
  },
  {
    scopes: ['offline_access'],
    reason: 'to keep the dates true while nobody is signed in, which is most of the time.',
  },
  { scopes: ['openid', 'profile', 'email'], reason: 'to know who has just signed in, by name and work address.' },
];

/** Every scope with its reason, to whoever grants for a whole company. Those of one reason stand together. */
export function scopeReasons(scopes: readonly string[]): readonly { names: readonly string[]; reason: string }[] {
  const asked = scopes.map(nameOf);
  const known = forEverybody.flatMap(({ scopes: names, reason }) => {
    const present = names.filter((name) => asked.includes(name));
    return present.length === 0 ? [] : [{ names: present, reason }];
  });
  const explained = new Set(known.flatMap(({ names }) => names));
  const others = asked.filter((name) => !explained.has(name));
  return [...known, ...others.map((name) => ({ names: [name], reason: scopeWords(name) }))];
}

function nameOf(scope: string): string {
  return scope.split('/auth/').at(-1)?.split('/').at(-1) ?? scope;
}
