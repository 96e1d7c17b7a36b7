/** What a script needs, alone on standard output. */
export function result(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The same for `--json`; moments and dates come out as RFC 3339 writes them. */
export function resultJson(value: unknown): void {
  result(JSON.stringify(value, null, 2));
}

/** What a person reads, on standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
