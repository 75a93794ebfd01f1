import { useEffect, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { lazily } from "../controls/lazily";
import type { ExperimentPage } from "../experiments/_page";
import { askToPrint, useView } from "../stores/viewStore";

const PrintSheet = lazily(() => import("./PrintSheet"));

/** After so many ms the page has opened, and what printing needs may be loaded: the browser does not wait for it. */
const CALM = 4000;

/** What is printed in place of the page. */
export function Printing({ experiment, page }: { readonly experiment: ExperimentId; readonly page: ExperimentPage }) {
  const asked = useView((state) => state.printAsked);
  const [needed, need] = useState(asked);
  useEffect(() => {
    if (asked) need(true);
  }, [asked]);
  useEffect(() => {
    const waiting = setTimeout(() => need(true), CALM);
    return () => clearTimeout(waiting);
  }, []);

  const fail = () => {
    need(false);
    useView.setState({ printAsked: false });
    return asked ? askToPrint : null;
  };
  return needed ? <PrintSheet experiment={experiment} page={page} onFail={fail} /> : null;
}
