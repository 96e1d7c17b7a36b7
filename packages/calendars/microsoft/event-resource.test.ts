import { describe, expect, test } from 'vitest';
import { aDraft } from '../contract/world.ts';
import { eventAnswer, invitation, keptResource, newResource, toObserved, type EventAnswer } from './event-resource.ts';
import { keptProperties } from './named-properties.ts';

const manager = 'ana@example.com';
const report = 'ben@example.com';
const draft = aDraft({ manager, report, marker: 'a-conversation.1' });

const answered = (changes: Partial<EventAnswer> = {}): EventAnswer =>
  eventAnswer.parse({
    '@odata.etag': 'W/"1"',
    id: 'AAk',
    start: { dateTime: '2027-03-02T14:00:00.0000000', timeZone: 'UTC' },
    end: { dateTime: '2027-03-02T15:00:00.0000000', timeZone: 'UTC' },
    singleValueExtendedProperties: keptProperties(draft),
    ...changes,
  });

const attendee = ({ address, response }: { address: string; response: 'none' | 'accepted' | 'organizer' }) => ({
  type: 'required',
  status: { response },
  emailAddress: { address },
});

describe('what is written of an entry', () => {
  test('first: nobody invited, one reminder, and a Teams meeting only where the calendar allows it', () => {
    const written = newResource({ draft, transactionId: 'an-id', teams: false });
    expect(written).not.toHaveProperty('attendees');
    expect(written).not.toHaveProperty('isOnlineMeeting');
    expect(written).toMatchObject({ transactionId: 'an-id', sensitivity: 'private', reminderMinutesBeforeStart: 15 });
    const online = { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' };
    expect(newResource({ draft, transactionId: 'an-id', teams: true })).toMatchObject(online);
  });

  test('later: never the text, which holds the online meeting, and no category of people’s own is dropped', () => {
    const kept = keptResource({ draft, categories: ['Blue', 'Team'] });
    expect(kept).not.toHaveProperty('body');
    expect(kept.categories).toEqual(['Career conversation', 'Blue', 'Team']);
    expect(keptResource({ draft, categories: kept.categories }).categories).toEqual(kept.categories);
  });

  test('it is not to be forwarded', () => {
    const { singleValueExtendedProperties } = newResource({ draft, transactionId: 'an-id', teams: false });
    const flag = { id: expect.stringMatching(/^Boolean \{.*\} Name DoNotForward$/), value: 'true' };
    expect(singleValueExtendedProperties).toContainEqual(flag);
  });

  test('an invitation leaves on the list whoever is on it, and is none once everybody is', () => {
    const standing = [attendee({ address: 'room@example.com', response: 'none' })];
    const invited = invitation({ draft, standing })?.attendees.map(({ emailAddress }) => emailAddress?.address);
    expect(invited).toEqual(['room@example.com', report]);
    expect(invitation({ draft, standing: [attendee({ address: 'Ben@Example.com', response: 'none' })] })).toBeNull();
  });
});

describe('what is read of an entry', () => {
  test('the organizer is not among the attendees, and no answer is no answer', () => {
    const attendees = [
      attendee({ address: manager, response: 'organizer' }),
      attendee({ address: report, response: 'none' }),
    ];
    expect(toObserved(answered({ attendees })).attendees).toEqual([{ email: report, response: 'needsAction' }]);
  });

  test('its category is ours as long as it is among people’s own', () => {
    expect(toObserved(answered({ categories: ['Blue', 'Career conversation'] })).category).toBe('Career conversation');
    expect(toObserved(answered({ categories: ['Blue'] })).category).toBe('Blue');
    expect(toObserved(answered()).category).toBeNull();
  });

  test('a whole day lasts from midnight to midnight where it was made', () => {
    const { start, end } = toObserved(
      answered({
        isAllDay: true,
        originalStartTimeZone: 'Romance Standard Time',
        start: { dateTime: '2027-07-02T00:00:00.0000000', timeZone: 'UTC' },
        end: { dateTime: '2027-07-03T00:00:00.0000000', timeZone: 'UTC' },
      }),
    );
    expect([start.toString(), end.toString()]).toEqual(['2027-07-01T22:00:00Z', '2027-07-02T22:00:00Z']);
  });
});
