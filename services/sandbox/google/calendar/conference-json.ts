import type { Conference, JsonObject } from '../../core/calendar/calendar-event.ts';

const solutionKey = { type: 'hangoutsMeet' };

/** `conferenceData`, and `hangoutLink` once the conference exists. */
export function presentConference(conference: Conference): JsonObject {
  const createRequest = {
    requestId: conference.requestId,
    conferenceSolutionKey: solutionKey,
    status: { statusCode: conference.status },
  };
  if (conference.status !== 'success') return { conferenceData: { createRequest } };
  const address = `meet.google.com/${conference.code}`;
  return {
    hangoutLink: `https://${address}`,
    conferenceData: {
      createRequest,
      entryPoints: [{ entryPointType: 'video', uri: `https://${address}`, label: address }],
      conferenceSolution: {
        key: solutionKey,
        name: 'Google Meet',
        iconUri:
          'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png',
      },
      conferenceId: conference.code,
    },
  };
}
