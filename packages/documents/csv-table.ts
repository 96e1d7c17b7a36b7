/** Spreadsheets take a cell that begins so for a formula, wherever its text came from (ASVS 1.2.10). */
const formulaSigns = /^[=+\-@\t\0]/;

/** RFC 4180, with a heading, and a mark at its head by which spreadsheets know UTF-8. */
export function csvTable({
  headings,
  rows,
}: {
  headings: readonly string[];
  rows: readonly (readonly (string | null)[])[];
}): string {
  const lines = [headings, ...rows].map((cells) => cells.map((cell) => csvCell(cell ?? '')).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function csvCell(value: string): string {
  const harmless = formulaSigns.test(value) ? `'${value}` : value;
  return /[",\r\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
