/** What an unticked box was for. Scopes are named by their last part, whatever address stands before it. */
const purposes: Readonly<Record<string, string>> = {
  'calendar.events.owned': 'Events on your own calendar: to write the conversations into it.',
  'calendar.events.freebusy': 'When you are busy: to find a time that is really free.',
  'calendar.settings.readonly': 'Calendar settings: to know your time zone.',
  'Calendars.ReadWrite': 'Your calendar: to find a free time and to write the conversations into it.',
  'Calendars.ReadBasic': 'When you are busy: to find a time that is really free.',
};

export function scopeWords(scope: string): string {
  const name = scope.split('/auth/').at(-1)?.split('/').at(-1) ?? scope;
  return purposes[name] ?? name;
}
