import { InvalidArgumentError } from 'commander';
import { columnChoice } from '@throughline/contracts/v1/imports.ts';
import type { Audience } from '@throughline/domain/policy/policy.ts';
import { z } from 'zod';

/** What operators type, on the command line or as an answer of `setup`. */

export const nonEmpty = z.string().trim().min(1, 'expected some text');

export const mailAddress = z
  .email('expected an address like ana@example.com')
  .transform((address) => address.toLowerCase());

const domainPattern = /^([a-z0-9-]+\.)+[a-z0-9-]+$/;

export const mailDomain = z.string().toLowerCase().regex(domainPattern, 'expected a domain like example.com');

export const mailDomains = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((domain) => domain !== ''))
  .pipe(
    z
      .array(
        z.string().toLowerCase().regex(domainPattern, 'expected domains like example.com, with commas between them'),
      )
      .min(1, 'expected a domain like example.com'),
  );

export const calendarDay = z.iso
  .date('expected a day like 2027-03-31')
  .transform((text) => Temporal.PlainDate.from(text));

export const moment = z.iso
  .datetime({ offset: true, error: 'expected a moment like 2027-03-31T09:00:00Z' })
  .transform((text) => Temporal.Instant.from(text));

export const recordId = z.uuid('expected an id like 019aaf3c-…');

export const timeZone = z.string().refine(isTimeZone, 'expected an IANA time zone like Europe/Berlin');

export const personName = z
  .string()
  .trim()
  .regex(/\S\s+\S/, 'expected a given and a family name')
  .transform((name) => {
    const [givenName = '', ...rest] = name.split(/\s+/);
    return { givenName, familyName: rest.join(' ') };
  });

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens');

export const origin = z
  .url({ protocol: /^https?$/, error: 'expected an address like https://throughline.example.com' })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => new URL(url).pathname === '/', 'expected an address without a path');

export const wholeNumber = z
  .string()
  .regex(/^\d{1,7}$/, 'expected a number like 12')
  .transform(Number);

export const dateOrder = z
  .enum(['day-first', 'month-first'], 'expected day-first or month-first')
  .transform((text) => (text === 'day-first' ? 'day_first' : 'month_first'));

/** As JSON: heading → field, or null to leave it unread. */
export const columnChoices = z.string().transform((text, context) => {
  try {
    return columnChoice.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'expected JSON like {"Heading":"work_email"}' });
    return z.NEVER;
  }
});

/** `everyone`, or `group=Sales`, `level=L5`, `country=DE`, `person=<id>`. */
export const audience = z.string().transform((text, context): Audience => {
  const [kind, ...rest] = text.split('=');
  const value = rest.join('=');
  if (text === 'everyone') return { kind: 'everyone' };
  if (kind === 'group' && value !== '') return { kind, group: value };
  if (kind === 'level' && value !== '') return { kind, level: value };
  if (kind === 'country' && value !== '') return { kind, country: value };
  if (kind === 'person' && value !== '') return { kind, personId: value };
  context.addIssue({ code: 'custom', message: 'expected group=…, level=…, country=… or person=…' });
  return z.NEVER;
});

/** The same check as commander wants it: whatever does not fit is wrong usage. */
export function argument<T>(schema: z.ZodType<T>): (text: string) => T {
  return (text) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(parsed.error.issues.map(({ message }) => message).join('; '));
  };
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
