import { useCallback } from "react";
import { useDeclared, useT } from "../i18n";
import { channelKey } from "../i18n/channels";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { formatValue } from "../ui/format";
import { MathSymbol } from "../ui/MathSymbol";
import { useLiveText } from "../ui/useLiveText";
import styles from "./shell.module.css";

const subscribe = (listener: () => void) => feed.subscribe(listener);

function Readout({ channel }: { readonly channel: string }) {
  const say = useDeclared();
  const experiment = useLab((state) => state.experiment);
  const spec = useLab((state) => state.channels[channel]);
  const unit = spec?.kind === "scalar" ? spec.unit : "1";
  const value = useLiveText<HTMLOutputElement>(
    subscribe,
    useCallback(() => formatValue(feed.history(channel, "scalar")?.read()?.value ?? Number.NaN, unit), [channel, unit]),
  );
  if (spec?.kind !== "scalar") return null;
  const told = (english: string) => say(channelKey(experiment ?? "", english), english);
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

/** Present values of scalar channels as numbers. */
export function Readouts({ channels }: { readonly channels: readonly string[] }) {
  const t = useT();
  return (
    <dl className={styles.readouts} aria-label={t("readouts.label")}>
      {channels.map((channel) => (
        <Readout key={channel} channel={channel} />
      ))}
    </dl>
  );
}
