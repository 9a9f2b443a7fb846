import { spawnSync } from 'node:child_process';
import { isRunning } from '../../../scripts/lib/processes.mjs';

/** A machine of its own, as far as the network goes. */
export interface Host {
  readonly address: string;
  /** Words before a command that is to run on it. The command has the process id of the first of them. */
  readonly command: readonly string[];
  /** Pulls its cable out of the switch: what is sent either way is gone, and no connection ends. */
  unplug(): void;
  plugIn(): void;
}

/** 198.18.0.0/15 is for tests of networks (RFC 2544); nothing has a route to elsewhere. */
const NETWORK = '198.18';

const PREFIX = 'epic-';

/** Network namespaces, each with one cable to a bridge. The suite itself stands at the bridge. Needs root, on Linux. */
export class HostNetwork {
  private readonly hosts = new Map<string, Host>();
  private readonly bridge = bridgeOf(process.pid);
  private readonly remove = (): void => removeNetwork(process.pid);

  private constructor(private readonly subnet: string) {}

  /** Where hosts find what the suite serves. */
  get address(): string {
    return `${this.subnet}.1`;
  }

  /** Makes a host for each name. What runs that were killed have left is removed before. */
  static open(names: readonly string[]): HostNetwork {
    for (const pid of owners()) if (!isRunning(pid)) removeNetwork(pid);
    const network = new HostNetwork(`${NETWORK}.${process.pid % 256}`);
    process.once('exit', network.remove);
    try {
      network.build(names);
    } catch (error) {
      network.close();
      throw error;
    }
    return network;
  }

  /** @throws Error when there is none of that name */
  host(name: string): Host {
    const host = this.hosts.get(name);
    if (!host) throw new Error(`There is no host ${name}`);
    return host;
  }

  /** Removes everything; what still runs there has no network any more. */
  close(): void {
    this.remove();
    process.off('exit', this.remove);
  }

  private build(names: readonly string[]): void {
    const { bridge } = this;
    ip('link', 'add', bridge, 'type', 'bridge');
    ip('address', 'add', `${this.address}/24`, 'dev', bridge);
    ip('link', 'set', bridge, 'up');
    names.forEach((name, index) => {
      const namespace = `${PREFIX}${process.pid}-${name}`;
      const cable = `${bridge}v${index}`;
      const address = `${this.subnet}.${index + 2}`;
      ip('netns', 'add', namespace);
      ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
      ip('link', 'set', cable, 'master', bridge, 'up');
      ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0');
      for (const device of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', device, 'up');
      this.hosts.set(name, {
        address,
        command: ['ip', 'netns', 'exec', namespace],
        unplug: () => ip('link', 'set', cable, 'down'),
        plugIn: () => ip('link', 'set', cable, 'up'),
      });
    });
  }
}

/** @returns what is missing for hosts on this machine, in words, or null */
export function missingForHosts(): string | null {
  if (process.getuid?.() !== 0) return 'hosts need root';
  const name = `${PREFIX}${process.pid}-probe`;
  const isAble = spawnSync('ip', ['netns', 'add', name]).status === 0;
  if (isAble) ip('netns', 'delete', name);
  return isAble ? null : 'no network namespace can be made here (ip netns)';
}

const namespaces = (): string[] =>
  ip('netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0]!)
    .filter((name) => name.startsWith(PREFIX));

const owners = (): Set<number> => new Set(namespaces().map((name) => Number(name.split('-')[1])));

/** Cables first: those of a namespace go some time after it, and would be in the next network's way. */
function removeNetwork(pid: number): void {
  const own = namespaces().filter((name) => name.startsWith(`${PREFIX}${pid}-`));
  const devices = [...own.map((_, index) => `${bridgeOf(pid)}v${index}`), bridgeOf(pid)];
  for (const device of devices) spawnSync('ip', ['link', 'delete', device]);
  for (const name of own) ip('netns', 'delete', name);
}

const bridgeOf = (pid: number): string => `ep${pid}`;

function ip(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')} failed: ${stderr.trim()}`);
  return stdout;
}
