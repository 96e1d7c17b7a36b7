import { plainHeading } from './plain-heading.ts';

/** What nobody here needs to know of anybody, in the languages such files come in; whole words of a heading. */
const words =
  /\b(salary|salaries|compensation|pay|payroll|wage|wages|bonus|commission|remuneration|hourly rate|pay rate|iban|bic|bank|account number|tax|ssn|sin|national id|social security|social insurance|insurance|passport|visa|birth|birthday|birthdate|dob|born|age|gender|sex|pronouns|ethnicity|race|religion|denomination|nationality|citizenship|marital|children|disability|disabled|health|sick|veteran|sexual orientation|union|gehalt|lohn|bonus|vergutung|geburtsdatum|geburtstag|geburtsort|alter|geschlecht|nationalitat|staatsangehorigkeit|familienstand|konfession|kinder|steuer\p{L}*|sozialversicherung\p{L}*|krankenkasse|schwerbehinder\p{L}*|kontonummer|salaire|naissance|sexe|nationalite|salario|nacimiento|sexo|nacionalidad)\b/u;

/** Whether a column says what Throughline refuses to know, whatever somebody would like to read it as. */
export function isUnneeded(heading: string): boolean {
  return words.test(plainHeading(heading));
}
