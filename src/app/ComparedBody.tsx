import type { ReactNode } from "react";
import { translate, useLanguage, useT } from "../i18n";
import { actNow } from "../stores/act";
import { referenceFeed, useCompare } from "../stores/compare";
import { edit } from "../stores/edits";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { notify } from "../stores/notices";
import type { ViewFeed } from "../views/_view";
import { differenceFeed, overlayFeed } from "../views/compare/feeds";
import { comparisonsOf } from "../views/compare/kinds";
import { LinkedScales } from "../views/compare/ScaleLink";
import styles from "./compare.module.css";
import { Picture, type SlotProps } from "./Picture";

interface Derived {
  readonly language: string;
  readonly overlay: ViewFeed;
  readonly difference: ViewFeed;
}

let derived: Derived | null = null;

/** The derived feeds that all cards share, with labels in the language of the page. */
function useDerived(): Derived {
  const language = useLanguage();
  if (derived?.language !== language) {
    const texts = {
      a: translate("compare.a"),
      b: translate("compare.b"),
      difference: translate("compare.difference.label"),
      onlyA: translate("compare.onlyA"),
      onlyB: translate("compare.onlyB"),
    };
    derived = {
      language,
      overlay: overlayFeed(referenceFeed, feed, texts),
      difference: differenceFeed(referenceFeed, feed, texts),
    };
  }
  return derived;
}

const refuse = (): void => notify({ tone: "info", title: "compare.readOnly", text: { key: "compare.readOnlyText" } });

function Half({
  side,
  label,
  children,
}: {
  readonly side: "a" | "b";
  readonly label: string;
  readonly children: ReactNode;
}) {
  const t = useT();
  return (
    <section className={styles.half} data-side={side} data-pane={t(`compare.${side}`)} aria-label={label}>
      <span className={styles.side} aria-hidden="true">
        {t(`compare.${side}`)}
      </span>
      {children}
    </section>
  );
}

/** Both runs with one set of axes. */
function Beside({ note, ...props }: SlotProps & { readonly note: string | null }) {
  const t = useT();
  const title = t(props.slot.title);
  const own = useLab((state) => state.params);
  const reference = useCompare((state) => state.params);
  const name = useCompare((state) => state.run?.name ?? "");
  const known = useCompare((state) =>
    Object.values(props.slot.channels).some((channel) => Object.hasOwn(state.channels, channel)),
  );
  return (
    <div className={styles.beside}>
      {note === null ? null : <p className={styles.note}>{note}</p>}
      <div className={styles.halves}>
        <LinkedScales>
          <Half side="a" label={`${title}, ${t("compare.reference", { name })}`}>
            {known ? (
              <Picture {...props} feed={referenceFeed} params={reference} onEdit={refuse} onAct={refuse} />
            ) : (
              <p className={styles.missing}>{t("compare.notInA")}</p>
            )}
          </Half>
          <Half side="b" label={`${title}, ${t("compare.b")}`}>
            <Picture {...props} feed={feed} params={own} onEdit={edit} onAct={actNow} />
          </Half>
        </LinkedScales>
      </div>
    </div>
  );
}

/** One picture of both runs: laid over each other, or what is different. */
function Together({ of, ...props }: SlotProps & { readonly of: ViewFeed }) {
  const params = useLab((state) => state.params);
  return <Picture {...props} feed={of} params={params} onEdit={edit} onAct={actNow} />;
}

/** A card while two runs are compared. */
export default function ComparedBody(props: SlotProps) {
  const t = useT();
  const { slot } = props;
  const { overlay, difference } = useDerived();
  const mode = useCompare((state) => state.mode);
  // What can be compared changes with the channels of either run.
  useLab((state) => state.channels);
  useCompare((state) => state.channels);
  const can = comparisonsOf(slot.view, slot.channels, referenceFeed, feed);
  if (mode === "overlay" && can.overlay) return <Together key="overlay" {...props} of={overlay} />;
  if (mode === "difference" && can.difference) return <Together key="difference" {...props} of={difference} />;
  const note = { beside: null, overlay: t("compare.cannotOverlay"), difference: t("compare.cannotSubtract") }[mode];
  return <Beside {...props} note={note} />;
}
