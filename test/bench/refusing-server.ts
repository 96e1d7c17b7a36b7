import http from 'node:http';
import { parentPort } from 'node:worker_threads';

/** Tells everybody to come back, at once: what asking costs by itself, whoever is asked. */
const server = http.createServer((_, response) => response.writeHead(429, { 'retry-after': '1' }).end());
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
