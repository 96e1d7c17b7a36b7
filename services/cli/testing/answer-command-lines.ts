import { run } from '../run.ts';
import type { Answer } from './command-line.ts';

export type Asked = { readonly words: readonly string[] };
export type Said = Answer;

/** Runs each command line it is sent as `main.ts` would, and sends back what came of it. */
process.on('message', (asked: Asked) => {
  void answer(asked).then((said) => process.send?.(said));
});

async function answer({ words }: Asked): Promise<Said> {
  const [stdout, stderr] = [listenTo(process.stdout), listenTo(process.stderr)];
  const exitCode = await run(words).finally(() => {
    stdout.letGo();
    stderr.letGo();
  });
  return { exitCode, stdout: stdout.heard(), stderr: stderr.heard() };
}

function listenTo(stream: NodeJS.WriteStream): { heard: () => string; letGo: () => void } {
  const { write } = stream;
  const said: string[] = [];
  stream.write = (text: Uint8Array | string) => {
    said.push(typeof text === 'string' ? text : Buffer.from(text).toString());
    return true;
  };
  return {
    heard: () => said.join(''),
    letGo: () => {
      stream.write = write;
    },
  };
}
