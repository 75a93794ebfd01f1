import { useCallback } from "react";
import type { Speed } from "../../workers/protocol";
import { useT } from "../i18n";
import { currentReading, onReading } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { changeSpeed, SPEEDS, setSpeed } from "../stores/transport";
import { formatNumber } from "../ui/format";
import { RangeSlider } from "../ui/RangeSlider";
import { useLiveText } from "../ui/useLiveText";
import styles from "./transport.module.css";

/** Two digits say what a machine reaches; more would only flicker. */
const ACHIEVED_DIGITS = 2;

const indexOf = (asked: Speed): number => {
  const at = SPEEDS.findIndex((speed) => speed === asked || speed === "max" || (asked !== "max" && speed >= asked));
  return at < 0 ? SPEEDS.length - 1 : at;
};

/** Asked and achieved real-time factor, and the slider that asks. */
export function SpeedControl() {
  const t = useT();
  const asked = useLab((state) => state.asked);
  const text = (speed: Speed) => (speed === "max" ? t("transport.max") : `${formatNumber(speed)}×`);
  const achieved = useLiveText<HTMLOutputElement>(
    onReading,
    useCallback(() => {
      const { state, achieved: factor } = currentReading();
      return state === "running" ? `${formatNumber(factor, ACHIEVED_DIGITS)}×` : "–";
    }, []),
  );
  return (
    <div className={styles.speed} title={t("transport.speedDoc")}>
      <span className={styles.name}>{t("transport.speed")}</span>
      <div className={styles.speedSlider}>
        <RangeSlider
          label={t("transport.speed")}
          position={indexOf(asked)}
          positions={SPEEDS.length - 1}
          valueText={text(asked)}
          onMove={(index) => void setSpeed(SPEEDS[index] ?? asked)}
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
