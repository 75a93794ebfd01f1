import { useEffect, useRef } from "react";
import type { Looks } from "../_view";
import { useLinkedState } from "../compare/ScaleLink";
import { isSameLook, lookOf, roundedLook } from "./kept";
import type { Look } from "./options";

/** From where a block is seen: as the page remembers it or a link asks, otherwise as at first. */
export function useLook(channel: string, first: Look, looks: Looks | undefined) {
  const [looking, setLooking] = useLinkedState<Look>(
    `lattice ${channel} viewpoint`,
    lookOf(looks?.of(channel)) ?? first,
  );
  const now = useRef({ first, looks, setLooking });
  now.current = { first, looks, setLooking };
  const asked = looks?.asked;
  const answered = useRef(asked);
  useEffect(() => {
    if (answered.current === asked) return;
    answered.current = asked;
    const { current } = now;
    current.setLooking(lookOf(current.looks?.of(channel)) ?? current.first);
  }, [asked, channel]);
  useEffect(() => {
    const { current } = now;
    current.looks?.say(channel, isSameLook(looking, current.first) ? null : roundedLook(looking));
  }, [looking, channel]);
  return [looking, setLooking] as const;
}
