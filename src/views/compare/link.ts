import { type Domain, isLooking, StickyDomain, type StickyOptions } from "../scale";

/** Scales that several pictures share, so that equal heights mean equal values. */

/** One of those who share: it takes back what it said by the same object. */
export type Side = object;

interface Said {
  readonly low: number;
  readonly high: number;
  readonly options: StickyOptions;
}

/** One shared domain and what each side needs of it. */
class SharedDomain {
  private readonly sticky = new StickyDomain();
  private readonly said = new Map<Side, Said>();
  private extents = new Map<Side, Domain>();

  update(link: ScaleLink, side: Side, low: number, high: number, options: StickyOptions): Domain {
    const said = isLooking() ? new Map(this.said) : this.said;
    if (low <= high) said.set(side, { low, high, options });
    else said.delete(side);
    const all = [...said.values()];
    // Below a floor there is nothing; it holds as long as nobody has anything below.
    const floors = all.map(({ options: { floor } }) => floor);
    const { floor: _, include: __, ...rest } = options;
    const before = this.sticky.peek();
    const domain = this.sticky.update(Math.min(...all.map((one) => one.low)), Math.max(...all.map((one) => one.high)), {
      ...rest,
      // Each side counts as one update.
      patience: (options.patience ?? 90) * Math.max(1, all.length),
      include: all.flatMap((one) => [...(one.options.include ?? [])]),
      ...(!floors.includes(undefined) && floors.length > 0 && { floor: Math.min(...(floors as number[])) }),
      ...(all.length === 0 && options.floor !== undefined && { floor: options.floor }),
    });
    if (!isLooking() && before !== null && !same(before, domain)) link.changed();
    return domain;
  }

  together(link: ScaleLink, side: Side, own: Domain): Domain {
    const before = join(this.extents.values());
    const extents = new Map(this.extents).set(side, own);
    const domain = join(extents.values()) as Domain;
    if (!isLooking()) {
      this.extents = extents;
      if (before !== null && !same(before, domain)) link.changed();
    }
    return domain;
  }

  /** What the data were is over, for this side. */
  reset(side: Side): void {
    this.said.delete(side);
    this.sticky.reset();
  }

  leave(side: Side): void {
    this.said.delete(side);
    this.extents.delete(side);
  }
}

const same = (a: Domain, b: Domain): boolean => a[0] === b[0] && a[1] === b[1];

const join = (domains: Iterable<Domain>): Domain | null => {
  const all = [...domains];
  return all.length === 0 ? null : [Math.min(...all.map(([low]) => low)), Math.max(...all.map(([, high]) => high))];
};

/** All that the pictures of one `LinkedScales` share. */
export class ScaleLink {
  private readonly domains = new Map<string, SharedDomain>();
  private readonly states = new Map<string, unknown>();
  private readonly listeners = new Set<() => void>();

  domain(key: string): SharedDomain {
    const domain = this.domains.get(key) ?? new SharedDomain();
    this.domains.set(key, domain);
    return domain;
  }

  state<T>(key: string, initial: T): T {
    if (!this.states.has(key)) this.states.set(key, initial);
    return this.states.get(key) as T;
  }

  setState(key: string, value: unknown): void {
    if (Object.is(this.states.get(key), value)) return;
    this.states.set(key, value);
    this.changed();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Pictures that were drawn before are out of date. */
  changed(): void {
    for (const listener of this.listeners) listener();
  }

  leave(side: Side): void {
    for (const domain of this.domains.values()) domain.leave(side);
  }
}

/** A sticky domain whose ends are decided by all sides together. */
export class LinkedDomain extends StickyDomain {
  private readonly link: ScaleLink;
  private readonly shared: SharedDomain;
  private readonly side: Side;

  constructor(link: ScaleLink, shared: SharedDomain, side: Side) {
    super();
    this.link = link;
    this.shared = shared;
    this.side = side;
  }

  override update(low: number, high: number, options: StickyOptions = {}): Domain {
    return this.shared.update(this.link, this.side, low, high, options);
  }

  override reset(): void {
    this.shared.reset(this.side);
  }
}
