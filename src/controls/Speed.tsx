import { useCallback, useMemo } from "react";
import type { Speed } from "../../workers/protocol";
import { useT } from "../i18n";
import { currentReading, onReading } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { tellPace, tellRate } from "../stores/told";
import { changeSpeed, setSpeed, speedsFor } from "../stores/transport";
import { formatFactor } from "../ui/format";
import { RangeSlider } from "../ui/RangeSlider";
import { useLiveText } from "../ui/useLiveText";
import styles from "./transport.module.css";

/** Two digits say what a machine reaches; more would only flicker. */
const ACHIEVED_DIGITS = 2;

const indexOf = (speeds: readonly Speed[], asked: Speed): number => {
  const at = speeds.findIndex((speed) => speed === asked || speed === "max" || (asked !== "max" && speed >= asked));
  return at < 0 ? speeds.length - 1 : at;
};

/** Most steps in a second that one can tell apart. */
const COUNTED = 30;

/** Asked and achieved real-time factor, and the slider that asks. */
export function SpeedControl() {
  const t = useT();
  const asked = useLab((state) => state.asked);
  const stepMs = useLab((state) => state.stepMs);
  const clock = useLab((state) => state.clock);
  const speeds = useMemo(() => speedsFor(stepMs), [stepMs]);
  /** So slow that steps can be counted, their number says more than a factor. */
  const counts = (speed: Speed): speed is number => speed !== "max" && (speed * 1000) / stepMs < COUNTED + 0.5;
  const text = (speed: Speed) =>
    speed === "max" ? t("transport.max") : counts(speed) ? tellRate(speed) : tellPace(speed);
  const spoken = (speed: Speed) =>
    counts(speed) && clock === undefined ? `${formatFactor(speed)}, ${tellRate(speed)}` : text(speed);
  const counted = counts(asked);
  const achieved = useLiveText<HTMLOutputElement>(
    onReading,
    useCallback(() => {
      const { state, achieved: factor } = currentReading();
      if (state !== "running") return "–";
      return counted ? tellRate(factor, ACHIEVED_DIGITS) : tellPace(factor, ACHIEVED_DIGITS);
    }, [counted]),
  );
  return (
    <div className={styles.speed} title={t(clock === undefined ? "transport.speedDoc" : "transport.paceDoc")}>
      <span className={styles.name}>{t("transport.speed")}</span>
      <div className={styles.speedSlider}>
        <RangeSlider
          label={t("transport.speed")}
          position={indexOf(speeds, asked)}
          positions={speeds.length - 1}
          valueText={spoken(asked)}
          onMove={(index) => void setSpeed(speeds[index] ?? asked)}
          onKey={({ key }) => {
            if (key === "ArrowUp" || key === "ArrowRight") void changeSpeed(1);
            else if (key === "ArrowDown" || key === "ArrowLeft") void changeSpeed(-1);
            else return false;
            return true;
          }}
          onDone={() => {}}
        />
      </div>
      <span className={styles.figure}>
        <small>{t("transport.asked")}</small> {text(asked)}
      </span>
      <span className={styles.figure}>
        <small>{t("transport.got")}</small>{" "}
        <output ref={achieved} aria-label={`${t("transport.speed")}: ${t("transport.got")}`} aria-live="off" />
      </span>
    </div>
  );
}
