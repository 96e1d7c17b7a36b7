/** Whom a change is mailed to. Copies in calendars follow the organizer's entry whatever is mailed. */
export type Notify = 'all' | 'externalOnly' | 'none';
