import { Button } from "@mantine/core";
import { OUTLINES } from "../../workers/outlines";
import { currentLanguage, useDeclared, useT, useViewText } from "../i18n";
import {
  dismissUnfinished,
  listUnfinished,
  restoreUnfinished,
  type UnfinishedRun,
  useUnfinished,
} from "../stores/unfinished";
import { useLayoutKind } from "../ui/useLayoutKind";
import { momentText } from "../ui/when";
import { momentText as momentOf } from "../views/clock";
import styles from "./embed.module.css";

/** Runs are told apart to this many ms. */
const TENTHS = 0.1;

/** A run in a few words, e.g. "STDP: which synapses win?, 12.3 s, yesterday 14:02". */
export function useRunText(): (run: UnfinishedRun) => string {
  const say = useDeclared();
  const views = useViewText();
  return ({ experiment, time, clock, savedAt }) =>
    [
      say(`${experiment}.title`, OUTLINES[experiment].title),
      momentOf(views, time, { stepMs: clock === undefined ? TENTHS : 1, clock }),
      momentText(savedAt, Date.now(), currentLanguage()),
    ].join(", ");
}

/** Asks whether to go on with what an earlier tab has left; the run that is open goes on meanwhile. */
export default function UnfinishedNote() {
  const t = useT();
  const runs = useUnfinished((state) => state.runs);
  const asking = useUnfinished((state) => state.asking);
  const text = useRunText();
  const size = useLayoutKind() === "phone" ? { size: "sm", mih: 44 } : { size: "compact-sm" };
  const [first] = runs;
  if (!asking || first === undefined) return null;
  return (
    <section className={styles.note} aria-label={t("unfinished.title")}>
      <span role="status">{t("unfinished.text", { run: text(first) })}</span>
      <Button {...size} variant="light" onClick={() => void restoreUnfinished(first)}>
        {t("unfinished.restore")}
      </Button>
      <Button {...size} variant="subtle" color="gray" onClick={() => void dismissUnfinished()}>
        {t("unfinished.dismiss")}
      </Button>
      {runs.length > 1 ? (
        <Button {...size} variant="subtle" color="gray" onClick={() => void listUnfinished()}>
          {t("unfinished.more", { count: runs.length - 1 })}
        </Button>
      ) : null}
    </section>
  );
}
