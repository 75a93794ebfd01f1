import { ActionIcon } from "@mantine/core";
import { useSyncExternalStore } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { COMMANDS, keysText } from "../controls/commands";
import { SeekProgress, TimeReadout } from "../controls/Scrub";
import { useT } from "../i18n";
import { usePart } from "../stores/classroom";
import { useLab } from "../stores/labStore";
import { PauseIcon, PlayIcon } from "../ui/icons";
import styles from "./embed.module.css";

/** The same link without its key for frames, so that the whole page opens. */
const pageLink = (experiment: ExperimentId): string => {
  const query = location.hash
    .replace(/^[^?]*\??/, "")
    .split("&")
    .filter((part) => part !== "" && !/^embed(=|$)/.test(part));
  const bare = query.some((part) => part.startsWith("class="));
  const kept = bare ? query : query.filter((part) => !/^(params|views|show|lang|theme)=/.test(part));
  return `${location.href.replace(/#.*$/, "")}#/${experiment}${kept.length === 0 ? "" : `?${kept.join("&")}`}`;
};

function onAddress(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

/** All that a frame in another page has beside its views: run, time, and the way to the whole page. */
export function EmbedBar({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const running = useLab((state) => state.runState === "running");
  const transport = usePart("transport");
  const link = useSyncExternalStore(onAddress, () => pageLink(experiment));
  const label = t(running ? "transport.pause" : "transport.play");
  return (
    <section className={styles.bar} aria-label={t("transport.label")}>
      {transport ? (
        <ActionIcon
          variant="filled"
          size={36}
          radius="xl"
          aria-label={label}
          title={`${label} (${keysText(COMMANDS.toggleRun, t)})`}
          aria-keyshortcuts="Space"
          data-command="toggleRun"
          onClick={() => COMMANDS.toggleRun.run()}
        >
          {running ? <PauseIcon width={20} height={20} /> : <PlayIcon width={20} height={20} />}
        </ActionIcon>
      ) : null}
      <TimeReadout />
      <SeekProgress />
      <span className={styles.space} />
      <a className={styles.open} href={link} target="_blank" rel="noopener">
        {t("embed.open")}
      </a>
    </section>
  );
}
