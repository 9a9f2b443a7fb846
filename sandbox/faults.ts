import { z } from 'zod';

const milliseconds = z.int().min(0).max(600_000);

/** Which calls a fault hits: that share of them, evenly spread, and at most so many. All of them by default. */
const reach = {
  share: z.number().gt(0).max(1).optional(),
  times: z.int().min(1).optional(),
};

const openai = z.strictObject({
  service: z.literal('openai'),
  latencyMs: milliseconds.optional(),
  status: z.int().min(400).max(599).optional(),
  /** Seconds, with `status`; the header of the same name. */
  retryAfter: z.int().min(0).max(86_400).optional(),
  /** The error's code where the status does not say it: 429 with `insufficient_quota`. */
  code: z.string().min(1).max(100).optional(),
  dropAfterAccept: z.boolean().optional(),
  hangAfterAccept: z.boolean().optional(),
  refuse: z.boolean().optional(),
  breakRules: z.boolean().optional(),
  ...reach,
});

/** What a social platform can be made to do. */
const social = {
  latencyMs: milliseconds.optional(),
  status: z.int().min(400).max(599).optional(),
  /** Seconds until the limit that `status` 429 speaks of ends, where the platform has a header for it. */
  retryAfter: z.int().min(0).max(86_400).optional(),
  /** It does what it is asked for, and the connection breaks before the answer. */
  dropAfterAccept: z.boolean().optional(),
  /** It does what it is asked for, and never answers. */
  hangAfterAccept: z.boolean().optional(),
  /** It takes a post for one that it has already. */
  duplicate: z.boolean().optional(),
  /** It takes the access token for an expired one. */
  tokenExpired: z.boolean().optional(),
  /** How much of the allowance its headers say is used. */
  usagePercent: z.int().min(0).max(100).optional(),
  /** It does not accept what the post says. */
  refuse: z.boolean().optional(),
  ...reach,
};

/** A switch of a service: the keys that it knows, no others. */
export const faultSchema = z.discriminatedUnion('service', [
  openai,
  z.strictObject({ service: z.literal('x'), ...social }),
  z.strictObject({ service: z.literal('linkedin'), ...social }),
  z.strictObject({ service: z.literal('facebook'), ...social }),
  z.strictObject({ service: z.literal('instagram'), ...social }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type Service = Fault['service'];
export type FaultOf<Name extends Service> = Extract<Fault, { service: Name }>;

interface ActiveFault {
  readonly fault: Fault;
  seen: number;
  hits: number;
}

/** The fault that each service has at the moment, at most one. */
export class Faults {
  readonly #active = new Map<Service, ActiveFault>();

  /** Replaces the service's fault. */
  set(fault: Fault): void {
    this.#active.set(fault.service, { fault, seen: 0, hits: 0 });
  }

  clear(): void {
    this.#active.clear();
  }

  /**
   * The fault that the next call of a service meets; each call is counted.
   * @param canHit whether the fault means this kind of call at all; one that it does not mean is not counted
   */
  take<Name extends Service>(
    service: Name,
    canHit: (fault: FaultOf<Name>) => boolean = () => true,
  ): FaultOf<Name> | undefined {
    const active = this.#active.get(service);
    if (!active || !canHit(active.fault as FaultOf<Name>)) return undefined;
    const { share = 1, times = Infinity } = active.fault;
    active.seen++;
    const isHit = Math.floor(active.seen * share) > Math.floor((active.seen - 1) * share);
    if (!isHit || active.hits === times) return undefined;
    active.hits++;
    return active.fault as FaultOf<Name>;
  }
}
