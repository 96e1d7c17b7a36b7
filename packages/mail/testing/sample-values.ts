/** What the sample mails share: addresses of an imaginary installation, and times in its people's zone. */

export const page = (path: string) => `https://throughline.acme.example${path}`;
export const day = (text: string) => Temporal.PlainDate.from(text);
export const slot = (start: string) => {
  const startsAt = Temporal.Instant.from(start);
  return { startsAt, endsAt: startsAt.add({ minutes: 60 }) };
};
export const organizationName = 'Acme';
export const timeZone = 'Europe/Berlin';
