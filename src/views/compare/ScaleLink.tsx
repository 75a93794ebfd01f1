import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type Domain, StickyDomain } from "../scale";
import { LinkedDomain, ScaleLink, type Side } from "./link";

/** Axes that several pictures share: views inside one `LinkedScales` that show the same kind of thing have equal scales. */

const ScaleLinkContext = createContext<ScaleLink | null>(null);

export function LinkedScales({ children }: { readonly children: ReactNode }) {
  const [link] = useState(() => new ScaleLink());
  return <ScaleLinkContext value={link}>{children}</ScaleLinkContext>;
}

/** Calls back when a scale that the view shares was changed by another view; stays silent outside `LinkedScales`. */
export function useScalesChanged(repaint: () => void): void {
  const link = useContext(ScaleLinkContext);
  const latest = useRef(repaint);
  latest.current = repaint;
  useEffect(() => link?.subscribe(() => latest.current()), [link]);
}

/** The scales of one view by name, its own or shared. A name that is asked for first comes into being. */
export class ViewScales extends Map<string, StickyDomain> {
  private readonly id: string;
  private readonly link: ScaleLink | null;
  private readonly side: Side = {};

  constructor(id: string, link: ScaleLink | null) {
    super();
    this.id = id;
    this.link = link;
  }

  override get(name: string): StickyDomain {
    const known = super.get(name);
    if (known !== undefined) return known;
    const made =
      this.link === null
        ? new StickyDomain()
        : new LinkedDomain(this.link, this.link.domain(this.key(name)), this.side);
    this.set(name, made);
    return made;
  }

  /** A domain that is no more than the data say: all that those who share it say, together. */
  union(name: string, own: Domain): Domain {
    return this.link === null ? own : this.link.domain(this.key(name)).together(this.link, this.side, own);
  }

  /** Takes back all that this view has said. */
  leave(): void {
    this.link?.leave(this.side);
  }

  private key(name: string): string {
    return `${this.id}/${name}`;
  }
}

/**
 * Scales of a view, kept while it is mounted.
 *
 * @param id the kind of view and what it shows; views of one id share their scales inside `LinkedScales`
 */
export function useScales(id: string): ViewScales {
  const link = useContext(ScaleLinkContext);
  const kept = useRef<{ readonly id: string; readonly link: ScaleLink | null; readonly scales: ViewScales }>(null);
  if (kept.current === null || kept.current.link !== link || (link !== null && kept.current.id !== id)) {
    kept.current = { id, link, scales: new ViewScales(id, link) };
  }
  const { scales } = kept.current;
  useLayoutEffect(() => () => scales.leave(), [scales]);
  return scales;
}

/** State that views of one id share inside `LinkedScales`, e.g. the stretch of time they are zoomed to. */
export function useLinkedState<T>(id: string, initial: T): readonly [T, (next: T | ((before: T) => T)) => void] {
  const link = useContext(ScaleLinkContext);
  const [own, setOwn] = useState(initial);
  const shared = useSyncExternalStore(
    (listener) => link?.subscribe(listener) ?? (() => undefined),
    () => (link === null ? initial : link.state(id, initial)),
  );
  if (link === null) return [own, setOwn];
  return [
    shared,
    (next) =>
      link.setState(id, typeof next === "function" ? (next as (before: T) => T)(link.state(id, initial)) : next),
  ];
}
