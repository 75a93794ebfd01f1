import { useCallback } from "react";
import { COMMANDS } from "../controls/commands";
import { useT } from "../i18n";
import { referenceFeed, useCompare } from "../stores/compare";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { MathSymbol } from "../ui/MathSymbol";
import { useLiveText } from "../ui/useLiveText";
import { presentText, raised, referenceText, type Scalar, scalarsOf, useTold } from "./readings";
import styles from "./shell.module.css";

const subscribe = (listener: () => void) => feed.subscribe(listener);

const subscribeReference = (listener: () => void) => referenceFeed.subscribe(listener);

function ReferenceReadout({ channel, spec }: Scalar) {
  const t = useT();
  const told = useTold();
  const value = useLiveText<HTMLOutputElement>(
    subscribeReference,
    useCallback(() => referenceText({ channel, spec }), [channel, spec]),
  );
  return (
    <dd className={styles.reference}>
      <span aria-hidden="true">{t("compare.a")}</span>{" "}
      <output ref={value} aria-label={t("compare.inA", { value: told(spec.label) })} aria-live="off" />
    </dd>
  );
}

function Readout({ channel, spec }: Scalar) {
  const told = useTold();
  const comparing = useCompare((state) => state.phase === "on" && Object.hasOwn(state.channels, channel));
  const value = useLiveText<HTMLOutputElement>(
    subscribe,
    useCallback(() => presentText({ channel, spec }), [channel, spec]),
  );
  const label = told(spec.label);
  return (
    <div className={styles.readout} title={told(spec.doc)}>
      <dt>
        <span>{label}</span> <MathSymbol tex={spec.symbol} />
      </dt>
      <dd>
        <output ref={value} aria-label={label} aria-live="off" />
      </dd>
      {comparing ? <ReferenceReadout channel={channel} spec={spec} /> : null}
    </div>
  );
}

/** Shows what is wrong as long as it is; the announcer says it. */
function Alarm({ channel, spec }: Scalar) {
  const told = useTold();
  const label = told(spec.label);
  const text = useLiveText<HTMLElement>(
    subscribe,
    useCallback(() => (raised({ channel, spec }) ? label : ""), [channel, spec, label]),
  );
  return <strong ref={text} className={styles.alarm} title={told(spec.doc)} />;
}

/** Present values of scalar channels as numbers. They change too often to be announced: a button reads them out. */
export function Readouts({ channels }: { readonly channels: readonly string[] }) {
  const t = useT();
  const scalars = scalarsOf(
    useLab((state) => state.channels),
    channels,
  );
  return (
    <>
      {scalars.map((scalar) => (scalar.spec.alarm ? <Alarm key={scalar.channel} {...scalar} /> : null))}
      <dl className={styles.readouts} aria-label={t("readouts.label")}>
        {scalars.map((scalar) => (scalar.spec.alarm ? null : <Readout key={scalar.channel} {...scalar} />))}
      </dl>
      <button
        type="button"
        className={styles.readOut}
        aria-keyshortcuts={COMMANDS.readValues.keys[0]?.aria}
        onClick={COMMANDS.readValues.run}
      >
        {t("readouts.read")}
      </button>
    </>
  );
}
