import { Agent as ClearAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';

/** What is at the other end is inside, whatever was looked up. */
export class InternalSocket extends Error {
  override readonly name = 'InternalSocket';
}

/**
 * An agent that connects to these addresses alone, whatever a name says by now, and whose sockets are looked at as soon as
 * they know who is at the other end, before anything is written.
 */
export function guardedAgent({
  isClear,
  isAllowed,
  addresses,
}: {
  isClear: boolean;
  isAllowed: (address: string) => boolean;
  addresses: readonly string[];
}): ClearAgent {
  const agent = new (isClear ? ClearAgent : TlsAgent)({ keepAlive: false, lookup: onlyThese(addresses) });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback) as Socket;
    socket.prependOnceListener('connect', () => {
      if (!isAllowed(socket.remoteAddress ?? '')) socket.destroy(new InternalSocket('It is inside.'));
    });
    return socket;
  };
  return agent;
}

/** Asks nobody. For an address in the place of a name it is not called at all. */
function onlyThese(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const [first] = found;
    if (options.all === true) callback(null, found);
    else callback(null, first?.address ?? '', first?.family);
  };
}
