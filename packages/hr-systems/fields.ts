import { z } from 'zod';

/** As systems write an id: a number or a text. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

/** Text with something in it; blanks count as nothing said. */
export const text = z
  .string()
  .transform((value) =>
    value
      .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
      .trim()
      .slice(0, 200),
  )
  .transform((value) => (value === '' ? null : value));

/** A date, alone or at the beginning of a moment; '0000-00-00' is how BambooHR writes that there is none. */
export const date = z.string().transform((value) => plainDateOf(value));

export function plainDateOf(written: string): Temporal.PlainDate | null {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(written.trim()) ?? [];
  if (day === undefined || day.startsWith('0000')) return null;
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch {
    return null;
  }
}
