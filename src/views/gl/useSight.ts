import { useEffect, useRef } from "react";
import type { Looks, Sight } from "../_view";

/**
 * Says how a channel is seen whenever that changes, and shows it otherwise when a link asks.
 *
 * @param sight what is not as at first
 * @param show takes what the link says; the rest is to be as at first
 */
export function useSight(
  channel: string,
  looks: Looks | undefined,
  sight: Sight,
  show: (asked: Sight | undefined) => void,
): void {
  const now = useRef({ looks, show });
  now.current = { looks, show };
  const asked = looks?.asked;
  const answered = useRef(asked);
  useEffect(() => {
    if (answered.current === asked) return;
    answered.current = asked;
    now.current.show(now.current.looks?.of(channel));
  }, [asked, channel]);
  const text = JSON.stringify(sight);
  useEffect(() => {
    now.current.looks?.say(channel, JSON.parse(text) as Sight);
  }, [text, channel]);
}
