import { useEffect, useState } from "react";
import type { ClassSettings, PageState } from "../../workers/params/page";
import type { Moment } from "../stores/moment";

/** What is shared: the parameters from the start, or a moment of the run. */
export interface Shared {
  readonly moment: Moment | null;
  readonly run: boolean;
  link(extras: { readonly page?: PageState; readonly classroom?: ClassSettings }): Promise<string>;
}

/** The link that `make` leads to, made anew when one of `about` changes; "" until it is there. */
export function useLink(make: () => Promise<string>, about: string): string {
  const [made, setMade] = useState({ about: "", link: "" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `about` says when the link is another one.
  useEffect(() => {
    let wanted = true;
    void make().then((link) => {
      if (wanted) setMade({ about, link });
    });
    return () => {
      wanted = false;
    };
  }, [about]);
  return made.about === about ? made.link : "";
}
