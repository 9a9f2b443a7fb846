import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What is wrong with the network between a process and a server. */
export type Weather =
  | { kind: 'clear' }
  /** Each chunk arrives this much later. */
  | { kind: 'latency'; ms: number }
  | { kind: 'trickle'; bytesPerSecond: number }
  /** Nothing passes; what was sent arrives when it clears. */
  | { kind: 'stall' }
  /** Nothing passes, and connections made before or meanwhile never recover. */
  | { kind: 'half-open' }
  | { kind: 'refused' };

/** What is done about one statement on its way to PostgreSQL. */
export type Snare =
  | 'lose-answer'
  | { holdMs: number }
  | { before: () => void }
  /** `answer`: only after one with this in it; others pass, and the snare stays. */
  | { after: () => void; answer?: RegExp };

interface Armed {
  fits: (statement: string, earlier: string) => boolean;
  snare: Snare;
  once: boolean;
  caught: () => void;
}

/** ReadyForQuery, before its last byte: the statement has ended, and is committed where it is not in a transaction. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);

/** How much of what a connection has sent is kept to know a COMMIT by what came before. */
const KEPT_CHARACTERS = 20_000;

/** A TCP proxy with weather, and with snares for statements of PostgreSQL's protocol. */
export class FaultProxy {
  private weather: Weather = { kind: 'clear' };
  private cleared: Promise<void> = Promise.resolve();
  private clear: () => void = () => undefined;
  private readonly sockets = new Set<Socket>();
  /** Sockets over which nothing will ever pass again. */
  private readonly dead = new WeakSet<Socket>();
  private readonly armed = new Set<Armed>();

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  static async open(target: string): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: false });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return new FaultProxy(server, new URL(target));
  }

  /** The target's address by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  set(weather: Weather): void {
    this.weather = weather;
    if (weather.kind === 'refused') this.reset();
    if (weather.kind === 'half-open') for (const socket of this.sockets) this.dead.add(socket);
    if (weather.kind === 'stall') this.cleared = new Promise((resolve) => (this.clear = resolve));
    else this.clear();
  }

  /** Breaks every connection. */
  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /**
   * Lies in wait for a statement.
   * @param fits is given a statement's bytes as text, and what the connection sent before
   * @returns resolves when it is caught the first time; `disarm` takes it away
   */
  arm(fits: Armed['fits'], snare: Snare, { always = false } = {}): { caught: Promise<void>; disarm: () => void } {
    let caught = (): void => undefined;
    const promise = new Promise<void>((resolve) => (caught = resolve));
    const entry: Armed = { fits, snare, once: !always, caught };
    this.armed.add(entry);
    return { caught: promise, disarm: () => this.armed.delete(entry) };
  }

  async close(): Promise<void> {
    this.set({ kind: 'clear' });
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private accept(client: Socket): void {
    if (this.weather.kind === 'refused') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(this.target.port), this.target.hostname);
    if (this.weather.kind === 'half-open') this.dead.add(client);
    let answered: ((answer: string) => boolean) | undefined;
    let sent = '';
    const forward = async (chunk: Buffer, cameAt: number, to: Socket, fromClient: boolean): Promise<void> => {
      if (this.dead.has(client)) return;
      const rest = await this.passWeather(chunk, cameAt, to);
      const statement = fromClient && this.armed.size > 0 ? chunk.toString('latin1') : '';
      const trap = statement && [...this.armed].find(({ fits }) => fits(statement, sent));
      if (fromClient) sent = (sent + chunk.toString('latin1')).slice(-KEPT_CHARACTERS);
      if (trap) answered = await this.spring(trap, client, upstream);
      if (!fromClient && answered) {
        if (!chunk.subarray(-READY.length - 1, -1).equals(READY)) return;
        if (answered(chunk.toString('latin1'))) return;
        answered = undefined;
      }
      to.write(rest);
    };
    this.pair(client, upstream, (chunk, cameAt) => forward(chunk, cameAt, upstream, true));
    this.pair(upstream, client, (chunk, cameAt) => forward(chunk, cameAt, client, false));
  }

  /** @returns what is to happen when the server has answered, where the answer may not pass; it answers whether it did not */
  private async spring(
    trap: Armed,
    client: Socket,
    upstream: Socket,
  ): Promise<((answer: string) => boolean) | undefined> {
    if (trap.once) this.armed.delete(trap);
    const { snare } = trap;
    if (snare !== 'lose-answer' && 'holdMs' in snare) {
      await delay(snare.holdMs);
      trap.caught();
      return undefined;
    }
    const part = (): void => {
      client.resetAndDestroy();
      upstream.destroy();
    };
    if (snare !== 'lose-answer' && 'before' in snare) {
      snare.before();
      part();
      trap.caught();
      return undefined;
    }
    return (answer) => {
      if (snare !== 'lose-answer') {
        if (snare.answer && !snare.answer.test(answer)) {
          this.armed.add(trap);
          return false;
        }
        snare.after();
      }
      part();
      trap.caught();
      return true;
    };
  }

  /** @returns what is left to be sent */
  private async passWeather(chunk: Buffer, cameAt: number, to: Socket): Promise<Buffer> {
    const { weather } = this;
    if (weather.kind === 'stall') await this.cleared;
    if (weather.kind === 'latency') await delay(Math.max(0, cameAt + weather.ms - performance.now()));
    if (weather.kind !== 'trickle') return chunk;
    let passed = 0;
    for (; passed < chunk.length && this.weather.kind === 'trickle'; passed += 1) {
      to.write(chunk.subarray(passed, passed + 1));
      await delay(1_000 / weather.bytesPerSecond);
    }
    return chunk.subarray(passed);
  }

  /** Chunks of a direction keep their order, whatever each of them waits for. */
  private pair(from: Socket, to: Socket, forward: (chunk: Buffer, cameAt: number) => Promise<void>): void {
    let turn = Promise.resolve();
    this.sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      const cameAt = performance.now();
      turn = turn.then(() => forward(chunk, cameAt));
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
  }
}
