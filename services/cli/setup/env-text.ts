/**
 * The lines of an `.env` file. Quotes are chosen so that Node's `parseEnv`, Docker Compose and a shell read the value
 * back unchanged; none of them knows an escape that all of them share, so a value with both kinds of quotes is refused.
 */
export function envText(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quoted({ name, value })}\n`)
    .join('');
}

function quoted({ name, value }: { name: string; value: string }): string {
  if (/^[\w:/.@+=,%?-]+$/.test(value)) return value;
  if (/[\r\n]/.test(value)) throw new RangeError(`${name} cannot be written to a file: it has a line break in it.`);
  if (!value.includes("'")) return `'${value}'`;
  if (!/["\\$`]/.test(value)) return `"${value}"`;
  throw new RangeError(`${name} cannot be written to a file: it has quotes of several kinds in it.`);
}
