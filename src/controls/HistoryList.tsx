import { Badge, Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useT } from "../i18n";
import { usePart } from "../stores/classroom";
import { redo, undoTo } from "../stores/edits";
import { currentReading, onReading } from "../stores/feed";
import { type Deed, useHistory } from "../stores/history";
import { useLab } from "../stores/labStore";
import { tellStep } from "../stores/told";
import { forgetFrom, goBefore } from "../stores/transport";
import { useDeedText } from "./deedText";
import styles from "./time.module.css";

/** What is to be said of a deed besides what it was. */
function Marks({ deed, ahead }: { readonly deed: Deed; readonly ahead: boolean }) {
  const t = useT();
  const marks = [
    ...(deed.undoneAt === null ? [] : [t("time.mark.undone", { time: tellStep(deed.undoneAt) })]),
    ...(deed.lost === null ? [] : [t(`time.mark.${deed.lost}`)]),
    ...(ahead ? [t("time.mark.ahead")] : []),
    ...(deed.via === "earlier" ? [t("time.mark.earlier")] : []),
  ];
  return marks.map((mark) => (
    <Badge key={mark} variant="outline" color="gray" classNames={{ root: styles.mark, label: styles.markText }}>
      {mark}
    </Badge>
  ));
}

function Row({ deed, ahead }: { readonly deed: Deed; readonly ahead: boolean }) {
  const t = useT();
  const text = useDeedText();
  const actions = usePart("actions");
  const { edit } = deed;
  const canTakeBack = useLab((state) => edit !== null && state.past.includes(edit));
  const next = useLab((state) => edit !== null && state.future[0] === edit);
  const what = text(deed);
  const button = (label: string, onClick: () => void) => (
    <Button
      variant="default"
      size="compact-sm"
      classNames={{ root: styles.deedButton }}
      aria-label={`${label}: ${what}`}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  return (
    <li className={styles.deed} data-gone={deed.undoneAt !== null || deed.lost !== null || undefined}>
      <span className={styles.when}>{tellStep(deed.step)}</span>
      <div className={styles.what}>
        <span className={styles.deedText}>{what}</span>
        <Marks deed={deed} ahead={ahead} />
        <div className={styles.deedButtons}>
          {deed.log === null ? null : button(t("time.before"), () => void goBefore(deed))}
          {canTakeBack && edit !== null ? button(t("time.takeBack"), () => void undoTo(edit)) : null}
          {next ? button(t("time.makeAgain"), () => void redo()) : null}
          {actions && deed.act !== null && deed.log !== null
            ? button(t("time.forget"), () => void forgetFrom(deed))
            : null}
        </div>
      </div>
    </li>
  );
}

const isAhead = (deed: Deed, step: number): boolean => deed.log !== null && deed.step > step;

/** Ids of the deeds that the run is before, after a way back; renders only when they change. */
function useAhead(deeds: readonly Deed[]): readonly number[] {
  const [ahead, setAhead] = useState<readonly number[]>([]);
  useEffect(() => {
    const look = () => {
      const { step } = currentReading();
      const ids = deeds.filter((deed) => isAhead(deed, step)).map(({ id }) => id);
      setAhead((before) => (before.join() === ids.join() ? before : ids));
    };
    look();
    return onReading(look);
  }, [deeds]);
  return ahead;
}

/** What was done in this session, in order; the last at the end. */
export default function HistoryList() {
  const t = useT();
  const deeds = useHistory((state) => state.deeds);
  const ahead = useAhead(deeds);
  const rows = deeds.filter(({ via }) => via === "hand" || via === "earlier");
  if (rows.length === 0) return <p className={styles.note}>{t("time.historyEmpty")}</p>;
  return (
    <>
      <ol className={styles.deeds} aria-label={t("time.history")}>
        {rows.map((deed) => (
          <Row key={deed.id} deed={deed} ahead={ahead.includes(deed.id)} />
        ))}
      </ol>
      <p className={styles.note}>{t("time.historyNote")}</p>
    </>
  );
}
