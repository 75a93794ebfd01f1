import { useCallback } from "react";
import type { ScalarSpec } from "../../workers/protocol";
import { useDeclared, useT } from "../i18n";
import { channelKey } from "../i18n/channels";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { formatValue } from "../ui/format";
import { MathSymbol } from "../ui/MathSymbol";
import { useLiveText } from "../ui/useLiveText";
import styles from "./shell.module.css";

const subscribe = (listener: () => void) => feed.subscribe(listener);

/** Texts of the open experiment's channels in the language of the page. */
function useTold(): (english: string) => string {
  const say = useDeclared();
  const experiment = useLab((state) => state.experiment);
  return (english) => say(channelKey(experiment ?? "", english), english);
}

function Readout({ channel, spec }: { readonly channel: string; readonly spec: ScalarSpec }) {
  const told = useTold();
  const { unit } = spec;
  const value = useLiveText<HTMLOutputElement>(
    subscribe,
    useCallback(() => formatValue(feed.history(channel, "scalar")?.read()?.value ?? Number.NaN, unit), [channel, unit]),
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
    </div>
  );
}

/** Says what is wrong as long as it is. */
function Alarm({ channel, spec }: { readonly channel: string; readonly spec: ScalarSpec }) {
  const told = useTold();
  const label = told(spec.label);
  const text = useLiveText<HTMLElement>(
    subscribe,
    useCallback(() => ((feed.history(channel, "scalar")?.read()?.value ?? 0) === 0 ? "" : label), [channel, label]),
  );
  return <strong ref={text} className={styles.alarm} title={told(spec.doc)} role="alert" />;
}

/** Present values of scalar channels as numbers. */
export function Readouts({ channels }: { readonly channels: readonly string[] }) {
  const t = useT();
  const specs = useLab((state) => state.channels);
  const scalars = channels.flatMap((channel) => {
    const spec = specs[channel];
    return spec?.kind === "scalar" ? [{ channel, spec }] : [];
  });
  return (
    <>
      {scalars.map(({ channel, spec }) => (spec.alarm ? <Alarm key={channel} channel={channel} spec={spec} /> : null))}
      <dl className={styles.readouts} aria-label={t("readouts.label")}>
        {scalars.map(({ channel, spec }) =>
          spec.alarm ? null : <Readout key={channel} channel={channel} spec={spec} />,
        )}
      </dl>
    </>
  );
}
