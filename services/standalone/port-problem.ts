import { createServer } from 'node:net';

/** A sentence naming the variable to change when nothing can listen there, else null. */
export function portProblem({
  port,
  host,
  variable,
}: {
  port: number;
  host: string;
  variable: 'PORT' | 'SANDBOX_PORT';
}): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        resolve(
          `Port ${port} is in use by another program. Set ${variable} to a free one, such as ${variable}=${port + 10}.`,
        );
      } else if (error.code === 'EACCES') {
        resolve(`Port ${port} may not be opened here. Set ${variable} to one above 1023.`);
      } else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        resolve(`Nothing can listen on ${host}. Set HOST to an address of this machine, such as 127.0.0.1.`);
      } else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
