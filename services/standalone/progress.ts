/** Lines that tell whoever started us what is going on; on a terminal the running count stays on one line. */
export function progress(out: NodeJS.WriteStream = process.stdout) {
  let open = false;
  const end = () => {
    if (open) out.write('\n');
    open = false;
  };
  return {
    say(line: string): void {
      end();
      out.write(`${line}\n`);
    },
    /** A line that the next call replaces; without a terminal it is left out. */
    count(line: string): void {
      if (!out.isTTY) return;
      out.write(`\r\u001B[2K${line}`);
      open = true;
    },
  };
}
export type Progress = ReturnType<typeof progress>;
