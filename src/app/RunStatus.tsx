import { useEffect, useState } from "react";
import { useT } from "../i18n";
import { currentReading } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { formatTime } from "../ui/format";

/** A run state that lasts shorter than this is not worth announcing. */
const SETTLED_MS = 600;

/** Tells screen readers when the run starts, stops or ends; not on every frame. */
export function RunStatus() {
  const t = useT();
  const state = useLab((lab) => lab.runState);
  const open = useLab((lab) => lab.phase === "open");
  const [text, setText] = useState("");
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(
      () => setText(t(`app.status.${state}`, { time: formatTime(currentReading().time) })),
      SETTLED_MS,
    );
    return () => clearTimeout(timer);
  }, [open, state, t]);
  return (
    <div className="quiet" role="status">
      {text}
    </div>
  );
}
